package dev.countersign.challenge;

/// What a challenge was made for. One made for one purpose is never taken for another.
public enum Purpose {
  SIGN_IN,
  LINK
}
