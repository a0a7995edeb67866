package dev.countersign.delivery.sms;

import java.util.UUID;

/// A text message. `to` is a number in E.164, `code` what the text holds of one.
public record TextMessage(UUID id, String to, String text, String code) {
  @Override
  public String toString() {
    return "TextMessage[" + id + "]";
  }
}
