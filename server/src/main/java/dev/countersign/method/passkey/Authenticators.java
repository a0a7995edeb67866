package dev.countersign.method.passkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What people call the places where passkeys are kept, by the model that an authenticator tells of
/// (WebAuthn §6.5.2, `aaguid`). Nobody vouches for it: it is for the eye alone.
public final class Authenticators {
  private static final String KNOWN =
      """
      ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4 Google Password Manager
      adce0002-35bc-c60a-648b-0b25f1f05503 Chrome on Mac
      b5397666-4885-aa6b-cebf-e52262a439a2 Chromium Browser
      771b48fd-d3d4-4f74-9232-fc157ab0507a Edge on Mac
      08987058-cadc-4b81-b6e1-30de50dcbe96 Windows Hello
      9ddd1817-af5a-4672-a2b9-3e3dd95000a9 Windows Hello
      6028b017-b1d4-4c02-b4b3-afcdafc96bb2 Windows Hello
      fbfc3007-154e-4ecc-8c0b-6e020557d7bd iCloud Keychain
      dd4ec289-e01d-41c9-bb89-70fa845d4bf2 iCloud Keychain (Managed)
      53414d53-554e-4700-0000-000000000000 Samsung Pass
      bada5566-a7aa-401f-bd96-45619a55120d 1Password
      d548826e-79b4-db40-a3d8-11116f7e8349 Bitwarden
      531126d6-e717-415c-9320-3d9aa6981239 Dashlane
      f3809540-7f14-49c1-a8b3-8f813b225541 Enpass
      fdb141b2-5d84-443e-8a35-4698c205a502 KeePassXC
      eaecdef2-1c31-5634-8639-f1cbd9c00a08 KeePassDX
      0ea242b4-43c4-4a1b-8b17-dd6d0b6baec6 Keeper
      b84e4048-15dc-4dd0-8640-f4f60813c8af NordPass
      50726f74-6f6e-5061-7373-50726f746f6e Proton Pass
      cb69481e-8ff7-4039-93ec-0a2729a154a8 YubiKey 5
      ee882879-721c-4913-9775-3dfcce97072a YubiKey 5
      2fc0579f-8113-47ea-b116-bb5a8db9202a YubiKey 5 with NFC
      fa2b99dc-9e39-4257-8f92-4a30d23c4118 YubiKey 5 with NFC
      c5ef55ff-ad9a-4b9f-b580-adebafe026d0 YubiKey 5Ci
      """;

  private static final Map<UUID, Named> NAMES = names();

  private Authenticators() {}

  /// A name, and a picture of its first letter as a `data:` URL.
  public record Named(String name, String icon) {}

  public static Optional<Named> named(UUID aaguid) {
    return Optional.ofNullable(NAMES.get(aaguid));
  }

  /// The name of the place, or of any such place where it is not known.
  static String place(UUID aaguid) {
    return named(aaguid).map(Named::name).orElse("Passkey");
  }

  private static Map<UUID, Named> names() {
    var names = new HashMap<UUID, Named>();
    for (String line : KNOWN.split("\n", -1)) {
      if (line.isEmpty()) continue;
      int space = line.indexOf(' ');
      String name = line.substring(space + 1);
      names.put(UUID.fromString(line.substring(0, space)), new Named(name, icon(name)));
    }
    return Map.copyOf(names);
  }

  private static String icon(String name) {
    byte[] picture =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" \
        rx="5" fill="#475569"/><text x="12" y="16.5" font-family="sans-serif" font-size="13" \
        fill="#fff" text-anchor="middle">%s</text></svg>\
        """
            .formatted(name.substring(0, 1))
            .getBytes(UTF_8);
    return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(picture);
  }
}
