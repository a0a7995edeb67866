package dev.countersign.factor;

import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import java.util.List;
import java.util.UUID;

/// Where factors are kept. A new kind of factor is a further store in the list of [Factors].
public interface FactorStore {
  List<Factor> ofUser(Tx tx, Environment environment, UUID userId);

  /// Takes away all that are kept here and nowhere else.
  void forget(Tx tx, Environment environment, UUID userId);
}
