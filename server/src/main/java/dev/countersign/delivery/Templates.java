package dev.countersign.delivery;

import dev.countersign.delivery.smtp.OneLine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Turns a template and its parameters into a mail. The first paragraph of a template is the
/// subject; a paragraph with a parameter that is not given is left out.
final class Templates {
  private static final Pattern BLANK = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern PARAGRAPH_END = Pattern.compile("\\s*\\R\\s*\\R\\s*");
  private static final String CODE = "{{code}}";
  private static final String LINK = "{{link}}";

  private static final String HEADING =
      """
      <h1 class="text" style="margin:0 0 20px;font-size:18px;line-height:26px;font-weight:600;\
      color:#1a1d23;">%s</h1>
      """;

  /// Large, apart and selectable as one; a screen reader spells it.
  private static final String CODE_BLOCK =
      """
      <p class="code" style="margin:0 0 20px;padding:16px 2px 16px 8px;border-radius:8px;\
      background-color:#eef0f3;color:#1a1d23;font-family:ui-monospace,'SF Mono',Menlo,Consolas,\
      monospace;font-size:34px;line-height:40px;font-weight:600;letter-spacing:6px;\
      text-align:center;-webkit-user-select:all;user-select:all;speak-as:spell-out;">%s</p>
      """;

  /// To press, and in full: whoever is careful reads where it leads.
  private static final String LINK_BLOCK =
      """
      <p style="margin:0 0 20px;"><a class="link" href="%1$s" style="color:#1a56db;font-size:16px;\
      line-height:24px;font-weight:600;word-break:break-all;">%1$s</a></p>
      """;

  private static final String SMALL =
      """
      <p class="small" style="margin:0 0 12px;font-size:14px;line-height:20px;color:#555c68;">%s</p>
      """;

  private final String layout = Resource.text("layout.html");
  private final Map<Template, List<String>> paragraphs = new EnumMap<>(Template.class);

  Templates() {
    for (Template template : Template.values()) {
      String text = Resource.text(template.wireName() + ".txt").strip();
      paragraphs.put(template, List.of(PARAGRAPH_END.split(text)));
    }
  }

  Mail mail(Template template, Map<String, String> values) {
    Map<String, String> parameters = new HashMap<>(values);
    // A link is made here of what an operator named, and must not be cut.
    parameters.replaceAll((name, value) -> name.equals("link") ? value : OneLine.of(value));
    List<String> given = new ArrayList<>(paragraphs.getOrDefault(template, List.of()));
    given.removeIf(paragraph -> lacks(paragraph, parameters));
    String subject = fill(given.removeFirst(), parameters, UnaryOperator.identity());
    String text =
        given.stream()
            .map(paragraph -> fill(paragraph, parameters, UnaryOperator.identity()))
            .collect(Collectors.joining("\n\n", "", "\n"));
    return new Mail(subject, text, html(subject, given, parameters));
  }

  /// What follows the code, or the link, is small print.
  private String html(String subject, List<String> given, Map<String, String> parameters) {
    StringBuilder content = new StringBuilder();
    String shape = HEADING;
    for (String paragraph : given) {
      String words = fill(paragraph, parameters, Templates::escape);
      String block =
          switch (paragraph) {
            case CODE -> CODE_BLOCK;
            case LINK -> LINK_BLOCK;
            default -> shape;
          };
      content.append(block.formatted(words));
      if (!block.equals(shape)) shape = SMALL;
    }
    return fill(
        layout,
        Map.of("title", escape(subject), "content", content.toString()),
        UnaryOperator.identity());
  }

  private static boolean lacks(String paragraph, Map<String, String> parameters) {
    return BLANK.matcher(paragraph).results().anyMatch(r -> !parameters.containsKey(r.group(1)));
  }

  /// One pass, so that a value that looks like a blank stays what it is.
  private static String fill(
      String paragraph, Map<String, String> parameters, UnaryOperator<String> escape) {
    return BLANK
        .matcher(paragraph)
        .replaceAll(
            blank -> {
              String value = parameters.getOrDefault(blank.group(1), "");
              return Matcher.quoteReplacement(escape.apply(value));
            });
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
