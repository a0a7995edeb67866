package dev.countersign.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// What to tell one person: the recipient's address in its one spelling, the template and what
/// fills it. After `lifetime` the message is worth nothing and is not delivered any more.
public record Message(
    String recipient, Template template, Map<String, String> parameters, Duration lifetime) {
  /// What could end a header or a command early, or name a second recipient.
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Z}<>,;\"()]");

  public Message {
    if (!oneAddress(recipient)) {
      throw new IllegalArgumentException("the recipient is not one plain e-mail address");
    }
    parameters = Map.copyOf(parameters);
  }

  public static Message signInCode(String recipient, String code, Duration lifetime) {
    return new Message(recipient, Template.SIGN_IN_CODE, Map.of("code", code), lifetime);
  }

  public static Message linkCode(String recipient, String code, Duration lifetime) {
    return new Message(recipient, Template.LINK_CODE, Map.of("code", code), lifetime);
  }

  static boolean oneAddress(String text) {
    return text.indexOf('@') > 0 && !UNSAFE.matcher(text).find();
  }

  /// Without the parameters: one of them is the code.
  @Override
  public String toString() {
    return "Message[" + template.wireName() + "]";
  }
}
