package dev.countersign.delivery;

/// What a message is read in.
public enum Medium {
  EMAIL,
  SMS
}
