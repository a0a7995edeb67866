package dev.countersign.delivery;

import java.util.Locale;

/// The messages there are. Each is one text file in the resources; its HTML is made from the text,
/// so that the two cannot drift.
public enum Template {
  /// To whoever asked to sign in.
  SIGN_IN_CODE,
  /// To whoever is signed in and adds this address.
  LINK_CODE,
  /// To whom an account belongs, when a credential was added to it.
  CREDENTIAL_LINKED,
  /// To whom an account belongs, when a credential was taken off it.
  CREDENTIAL_UNLINKED,
  /// To whom an account belongs, when somebody signed in to it on a device that is not listed.
  DEVICE_APPROVAL,
  /// To whoever asked to sign in.
  SIGN_IN_SMS(Medium.SMS),
  /// To whoever is signed in and adds this number.
  LINK_SMS(Medium.SMS);

  private final Medium medium;

  Template() {
    this(Medium.EMAIL);
  }

  Template(Medium medium) {
    this.medium = medium;
  }

  public Medium medium() {
    return medium;
  }

  /// Its name in the store and in answers, and its file.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Template named(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
