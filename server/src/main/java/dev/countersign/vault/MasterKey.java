package dev.countersign.vault;

import dev.countersign.base.Secrets;
import dev.countersign.base.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;

/// The file that holds the master key: 32 random bytes, as base64 text.
final class MasterKey {
  private static final int BYTES = 32;

  private MasterKey() {}

  static byte[] read(Path file) {
    try {
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length == BYTES) return key;
    } catch (IOException | IllegalArgumentException e) {
      throw new StartRefused("The master key file " + file + " cannot be read: " + e.getMessage());
    }
    throw new StartRefused("The master key file " + file + " does not hold 32 bytes of base64.");
  }

  /// The file is private from its first byte, and never replaces one that is there.
  static byte[] make(Path file, Secrets secrets) {
    byte[] key = secrets.bytes(BYTES);
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) Files.createDirectories(folder);
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      try (var channel =
          Files.newByteChannel(
              file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
        var text = java.nio.ByteBuffer.wrap(Base64.getEncoder().encode(key));
        while (text.hasRemaining()) channel.write(text);
        if (channel instanceof java.nio.channels.FileChannel opened) opened.force(true);
      }
    } catch (IOException e) {
      throw new StartRefused("The master key file " + file + " cannot be made: " + e.getMessage());
    }
    return key;
  }
}
