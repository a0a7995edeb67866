package dev.countersign.method.social;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credential;
import dev.countersign.credential.EmailAddress;
import dev.countersign.credential.Proven;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An account as its provider tells of it. What a provider leaves out, or writes as anything but a
/// text, stays out.
public final class SocialAccount {
  private static final int LONGEST = 1024;
  private static final int MOST = 20;

  private final String provider;
  private final String accountId;
  private final Set<String> emails = new LinkedHashSet<>();
  private final Set<String> photos = new LinkedHashSet<>();
  private Optional<String> verified = Optional.empty();
  private Optional<String> username = Optional.empty();
  private Optional<String> displayName = Optional.empty();
  private Optional<ObjectNode> metadata = Optional.empty();

  private SocialAccount(String provider, String accountId) {
    this.provider = provider;
    this.accountId = accountId;
  }

  /// @param id a text or a whole number, which the provider never gives to another account
  static SocialAccount of(String provider, JsonNode id) {
    String text = id.isString() || id.isIntegralNumber() ? id.asString() : "";
    if (text.isBlank() || text.length() > 255 || text.indexOf('\0') >= 0) {
      throw new Refusal(Problem.OTHER_VERIFY_FAILURE, provider + " names no account");
    }
    return new SocialAccount(provider, text);
  }

  SocialAccount username(JsonNode name) {
    username = text(name);
    return this;
  }

  SocialAccount displayName(JsonNode name) {
    displayName = text(name);
    return this;
  }

  SocialAccount photo(JsonNode url) {
    text(url).filter(text -> text.startsWith("https://")).ifPresent(photos::add);
    return this;
  }

  /// An address that the provider only passes on.
  SocialAccount email(JsonNode address) {
    return email(address, false);
  }

  /// @param proven whether the provider says that the account's owner reads mail there
  SocialAccount email(JsonNode address, boolean proven) {
    Optional<String> text = text(address);
    if (emails.size() < MOST) text.ifPresent(emails::add);
    if (proven && verified.isEmpty()) verified = text;
    return this;
  }

  /// What else the provider said of the account, for the app.
  SocialAccount metadata(JsonNode said) {
    metadata = said instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    return this;
  }

  public Proven proven() {
    ObjectNode details = Json.object();
    username.ifPresent(name -> details.put("oauth_username", name));
    displayName.ifPresent(name -> details.put("oauth_display_name", name));
    if (!photos.isEmpty()) details.set("oauth_account_photos", Json.tree(List.copyOf(photos)));
    if (!emails.isEmpty()) details.set("oauth_emails", Json.tree(List.copyOf(emails)));
    metadata.ifPresent(said -> details.set("oauth_metadata", said));
    return new Proven(
        new Credential.Social(provider, accountId), written(), details, verifiedAddress());
  }

  /// For people to read: the first of these that there is.
  private String written() {
    return username.or(() -> emails.stream().findFirst()).or(() -> displayName).orElse(accountId);
  }

  private Optional<EmailAddress> verifiedAddress() {
    try {
      return verified.map(EmailAddress::of);
    } catch (Refusal _) {
      // It may be an address somewhere; here it is none.
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode node) {
    return node.stringValueOpt()
        .map(String::strip)
        .filter(text -> !text.isEmpty() && text.length() <= LONGEST && text.indexOf('\0') < 0);
  }

  @Override
  public String toString() {
    return "account at " + provider;
  }
}
