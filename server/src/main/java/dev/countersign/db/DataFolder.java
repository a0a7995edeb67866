package dev.countersign.db;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.countersign.base.StartRefused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The folder that holds the embedded store, kept from other users and from a second process.
final class DataFolder implements AutoCloseable {
  /// Within one process: there, closing a second handle would silently drop the lock of the first.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  static final String STORE = "countersign.db";
  static final String HOW_BACK = "rename countersign.db.moved to countersign.db and try again.";

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private final Path folder;
  private final FileChannel lock;

  private DataFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  static DataFolder hold(Path folder) {
    try {
      Files.createDirectories(folder.toAbsolutePath(), attribute("rwx------"));
      return lock(folder.toRealPath());
    } catch (IOException e) {
      throw new StartRefused("The data folder " + folder + " cannot be used: " + e);
    }
  }

  /// Refuses a folder in which there is no store, or none any more.
  static void requireStore(Path folder) {
    if (Files.exists(folder.resolve(STORE))) return;
    requireNotMoved(folder);
    throw new StartRefused("The folder " + folder + " holds no " + STORE + ".");
  }

  /// A store that has moved lives elsewhere: here, what was revoked there would come back.
  static void requireNotMoved(Path folder) {
    if (Files.exists(folder.resolve(STORE)) || !Files.exists(moved(folder))) return;
    throw new StartRefused(
        "The store in %s was moved to PostgreSQL: name that one in COUNTERSIGN_DATABASE_URL. Only if the move did not end and that database holds no rows, %s"
            .formatted(folder, HOW_BACK));
  }

  /// From now on no server starts on it, of this release or one before.
  void markMoved() {
    try {
      Files.move(folder.resolve(STORE), moved(folder), StandardCopyOption.ATOMIC_MOVE);
      // The name must outlive a power cut, as the commit that follows does.
      try (FileChannel names = FileChannel.open(folder)) {
        names.force(true);
      }
    } catch (IOException e) {
      throw new StartRefused("The store in " + folder + " cannot be marked as moved: " + e);
    }
  }

  private static Path moved(Path folder) {
    return folder.resolve(STORE + ".moved");
  }

  /// The file, made if it is not there. SQLite gives its side files the mode of this one.
  Path file(String name) {
    Path file = folder.resolve(name);
    try {
      ownersOnly(file);
      return file;
    } catch (IOException e) {
      throw new StartRefused("The file " + file + " cannot be used: " + e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new IllegalStateException("the lock of " + folder + " does not open", e);
    } finally {
      HELD.remove(folder);
    }
  }

  private static DataFolder lock(Path folder) throws IOException {
    if (!HELD.add(folder)) throw inUse(folder);
    FileChannel channel = null;
    try {
      channel = FileChannel.open(ownersOnly(folder.resolve("countersign.lock")), CREATE, WRITE);
      if (channel.tryLock() == null) throw inUse(folder);
      return new DataFolder(folder, channel);
    } catch (IOException | RuntimeException e) {
      HELD.remove(folder);
      if (channel != null) channel.close();
      throw e;
    }
  }

  private static StartRefused inUse(Path folder) {
    return new StartRefused(
        "The data folder %s is in use by a running Countersign. Stop that one or name another folder."
            .formatted(folder));
  }

  private static Path ownersOnly(Path file) throws IOException {
    try {
      Files.createFile(file, attribute("rw-------"));
    } catch (FileAlreadyExistsException e) {
      if (posix()) Files.setPosixFilePermissions(file, OWNER);
    }
    return file;
  }

  private static FileAttribute<?>[] attribute(String mode) {
    if (!posix()) return new FileAttribute<?>[0];
    var permissions = PosixFilePermissions.fromString(mode);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
