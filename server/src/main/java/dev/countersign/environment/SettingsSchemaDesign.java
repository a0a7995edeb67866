package dev.countersign.environment;

import static dev.countersign.environment.Field.decimal;
import static dev.countersign.environment.Field.flag;
import static dev.countersign.environment.Field.group;
import static dev.countersign.environment.Field.text;
import static dev.countersign.environment.Field.texts;

/// The look of the ready-made widgets. Nothing starts set: each SDK has its own look.
final class SettingsSchemaDesign {
  private static final int MAX_PIXELS = 1000;

  static final Field DESIGN =
      group(
          "design",
          group(
              "modal",
              text("border"),
              text("brand"),
              text("primaryColor"),
              decimal("radius", 0, MAX_PIXELS),
              text("theme"),
              text("view"),
              text("template"),
              texts("displayOrder"),
              flag("emailOnly"),
              flag("showWalletsButton"),
              flag("emailSubmitButtonInsideInput"),
              flag("splitEmailAndSocial"),
              flag("socialAboveEmail")),
          group(
              "button",
              text("background"),
              text("fontColor"),
              decimal("paddingHeight", 0, MAX_PIXELS),
              decimal("paddingWidth", 0, MAX_PIXELS),
              decimal("radius", 0, MAX_PIXELS)),
          group(
              "widget",
              text("backgroundColor"),
              text("border"),
              decimal("radius", 0, MAX_PIXELS),
              text("textColor"),
              text("theme")));

  private SettingsSchemaDesign() {}
}
