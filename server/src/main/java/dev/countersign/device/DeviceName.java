package dev.countersign.device;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a device is called in a mail. Made of our own words alone: whoever signs in as somebody else
/// must not get to write in a mail to them.
public final class DeviceName {
  private record Mark(String sign, String name) {}

  /// The first that fits: most browsers name others besides themselves.
  private static final List<Mark> BROWSERS =
      List.of(
          new Mark("Edg", "Edge"),
          new Mark("OPR/", "Opera"),
          new Mark("SamsungBrowser/", "Samsung Internet"),
          new Mark("Firefox/", "Firefox"),
          new Mark("FxiOS/", "Firefox"),
          new Mark("CriOS/", "Chrome"),
          new Mark("Chrome/", "Chrome"),
          new Mark("Safari/", "Safari"));

  private static final List<Mark> SYSTEMS =
      List.of(
          new Mark("iPhone", "an iPhone"),
          new Mark("iPad", "an iPad"),
          new Mark("Android", "Android"),
          new Mark("Windows", "Windows"),
          new Mark("Mac OS X", "a Mac"),
          new Mark("CrOS", "a Chromebook"),
          new Mark("Linux", "Linux"));

  private DeviceName() {}

  public static String of(@Nullable String userAgent) {
    Optional<String> browser = named(BROWSERS, userAgent);
    Optional<String> system = named(SYSTEMS, userAgent);
    if (system.isEmpty()) return browser.orElse("an app or a browser of unknown kind");
    return browser.orElse("an app") + " on " + system.get();
  }

  private static Optional<String> named(List<Mark> marks, @Nullable String userAgent) {
    if (userAgent == null) return Optional.empty();
    return marks.stream()
        .filter(mark -> userAgent.contains(mark.sign()))
        .map(Mark::name)
        .findFirst();
  }
}
