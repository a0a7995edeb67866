package dev.countersign.crypto;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.security.Security;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CRYPTO =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.countersign.crypto");

  /// A list of what is allowed, so that clocks, files, sockets and databases need no naming.
  @Test
  void usesNothingButBytesAndKeys() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.countersign.crypto",
            "java.lang",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.math",
            "java.nio",
            "java.nio.charset",
            "java.security..",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "javax.crypto..",
            "org.bouncycastle.crypto..",
            "org.bouncycastle.math..",
            "com.amazon.corretto.crypto.provider",
            "fr.acinq.secp256k1",
            "org.jspecify.annotations")
        .check(CRYPTO);
  }

  @Test
  void readsNoClockAndDrawsNoRandomness() {
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(CRYPTO);
    noClasses().should().callMethod(System.class, "nanoTime").check(CRYPTO);
    noClasses().should().dependOnClassesThat().areAssignableTo(SecureRandom.class).check(CRYPTO);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .check(CRYPTO);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.UUID")
        .check(CRYPTO);
  }

  @Test
  void installsNoProvider() {
    noClasses().should().dependOnClassesThat().areAssignableTo(Security.class).check(CRYPTO);
  }

  @Test
  void namesLibsecp256k1InOnePlaceOnly() {
    noClasses()
        .that()
        .doNotHaveSimpleName("SecpNative")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("fr.acinq..")
        .check(CRYPTO);
  }

  @Test
  void namesCorrettoInOnePlaceOnly() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Corretto")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.amazon..")
        .check(CRYPTO);
  }
}
