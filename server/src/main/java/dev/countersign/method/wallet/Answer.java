package dev.countersign.method.wallet;

/// What an account says to a signature.
enum Answer {
  NO,
  YES,
  NO_ACCOUNT
}
