package dev.countersign;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The map of the house: a room may use only rooms named before it. The root package, which builds
/// the server, may use them all.
class ArchitectureTest {
  private static final String ROOMS =
      "crypto base db vault http outbound jose environment captcha hostname audit delivery limit"
          + " challenge user credential access session factor device token method signin admin fake"
          + " demo";
  private static final List<String> ORDER = List.of(ROOMS.split(" ", -1));
  // The verifier is no room: it is on the class path of tests only, as a customer has it.
  private static final ImportOption NO_VERIFIER =
      location -> !location.contains("dev/countersign/verifier/");
  private static final JavaClasses HOUSE =
      new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests(), NO_VERIFIER))
          .importPackages("dev.countersign");

  @Test
  void arrowsPointOneWay() {
    for (JavaClass type : HOUSE) {
      if (isRoot(type)) continue;
      for (var arrow : type.getDirectDependenciesFromSelf()) {
        JavaClass target = arrow.getTargetClass();
        if (!target.getPackageName().startsWith("dev.countersign")) continue;
        assertThat(isRoot(target)).as(arrow.getDescription()).isFalse();
        assertThat(room(target)).as(arrow.getDescription()).isBetween(0, room(type));
      }
    }
  }

  @Test
  void everyRoomSaysWhatItHolds() {
    for (JavaClass type : HOUSE) {
      String room = type.getPackageName();
      assertThat(HOUSE.contain(room + ".package-info")).as(room).isTrue();
    }
  }

  @Test
  void methodsDoNotKnowEachOther() {
    slices().matching("dev.countersign.method.(*)..").should().notDependOnEachOther().check(HOUSE);
  }

  @Test
  void onlyRoutesSpeakHttpAndOnlyRepositoriesSpeakSql() {
    only("Routes", "..http..", "dev.countersign.http..", "org.eclipse.jetty..");
    only("Repository", "..db..", "java.sql..");
    noClasses()
        .that()
        .resideOutsideOfPackage("..http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.jetty..", "jakarta.servlet..")
        .check(HOUSE);
  }

  @Test
  void timeComesFromTheClockAndChanceFromSecrets() {
    noClasses().should().callMethod(Instant.class, "now").check(HOUSE);
    var strangers = noClasses().that().doNotHaveFullyQualifiedName("dev.countersign.base.Secrets");
    strangers.should().callConstructor(SecureRandom.class).check(HOUSE);
    strangers.should().callMethod(UUID.class, "randomUUID").check(HOUSE);
  }

  private static void only(String suffix, String home, String... language) {
    var others = noClasses().that().resideOutsideOfPackages(home, "dev.countersign");
    // A lambda or a nested type speaks for the class that holds it.
    var strangers = others.and().haveNameNotMatching(".*" + suffix + "(\\$.*)?");
    strangers.should().dependOnClassesThat().resideInAnyPackage(language).check(HOUSE);
  }

  private static boolean isRoot(JavaClass type) {
    return type.getPackageName().equals("dev.countersign");
  }

  private static int room(JavaClass type) {
    String name = type.getPackageName().substring("dev.countersign.".length());
    int dot = name.indexOf('.');
    return ORDER.indexOf(dot < 0 ? name : name.substring(0, dot));
  }
}
