package dev.countersign.delivery;

import dev.countersign.delivery.smtp.OneLine;
import dev.countersign.environment.Environment;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who a message is from, in the recipient's eyes: the name the operator gave for mails, else the
/// environment's, else ours; and where to ask for help.
record Letterhead(String name, @Nullable String support) {
  static Letterhead of(Environment environment) {
    var general = environment.settings().general();
    String name =
        Stream.of(general.emailCompanyName(), general.displayName())
            .flatMap(Optional::stream)
            .map(OneLine::of)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("Countersign");
    return new Letterhead(name, general.supportEmail().filter(Message::oneAddress).orElse(null));
  }
}
