package dev.countersign.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// What to tell one person: the recipient's address or number in its one spelling, the template and
/// what fills it. After `lifetime` the message is worth nothing and is not delivered any more.
public record Message(
    String recipient, Template template, Map<String, String> parameters, Duration lifetime) {
  /// What could end a header or a command early, or name a second recipient.
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Z}<>,;\"()]");

  private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{4,14}");

  /// A notice is still worth reading on the next day.
  private static final Duration NOTICE = Duration.ofDays(1);

  public Message {
    boolean plain =
        switch (template.medium()) {
          case EMAIL -> oneAddress(recipient);
          case SMS -> NUMBER.matcher(recipient).matches();
        };
    if (!plain) throw new IllegalArgumentException("the recipient is not one plain address");
    parameters = Map.copyOf(parameters);
  }

  public static Message signInCode(String recipient, String code, Duration lifetime) {
    return new Message(recipient, Template.SIGN_IN_CODE, Map.of("code", code), lifetime);
  }

  public static Message linkCode(String recipient, String code, Duration lifetime) {
    return new Message(recipient, Template.LINK_CODE, Map.of("code", code), lifetime);
  }

  public static Message signInText(String number, String code, Duration lifetime) {
    return new Message(number, Template.SIGN_IN_SMS, Map.of("code", code), lifetime);
  }

  public static Message linkText(String number, String code, Duration lifetime) {
    return new Message(number, Template.LINK_SMS, Map.of("code", code), lifetime);
  }

  /// `what` names the credential in words: "the wallet …".
  public static Message credentialLinked(String recipient, String what) {
    return new Message(recipient, Template.CREDENTIAL_LINKED, Map.of("what", what), NOTICE);
  }

  public static Message credentialUnlinked(String recipient, String what) {
    return new Message(recipient, Template.CREDENTIAL_UNLINKED, Map.of("what", what), NOTICE);
  }

  /// `device` names in words what the person signed in on; `link` approves it.
  public static Message deviceApproval(
      String recipient, String device, String link, Duration lifetime) {
    var parameters = Map.of("device", device, "link", link);
    return new Message(recipient, Template.DEVICE_APPROVAL, parameters, lifetime);
  }

  static boolean oneAddress(String text) {
    return text.indexOf('@') > 0 && !UNSAFE.matcher(text).find();
  }

  /// Without the parameters: one of them is the code, or the link.
  @Override
  public String toString() {
    return "Message[" + template.wireName() + "]";
  }
}
