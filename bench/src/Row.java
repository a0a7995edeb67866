import java.time.Duration;

/// One line of the table: what an operation cost. `signatures` is how many RSA signatures it makes.
/// A sum of two others has no times of its own, so `p50` and `p99` are negative.
record Row(
    String name, int signatures, double perSecond, double p50, double p99, PerOperation each) {

  /// Nanoseconds of processor time for one operation.
  record PerOperation(
      double server, double compiling, double database, double load, double others) {
    private PerOperation plus(PerOperation more) {
      return new PerOperation(
          server + more.server,
          compiling + more.compiling,
          database + more.database,
          load + more.load,
          others + more.others);
    }

    private PerOperation half() {
      return new PerOperation(server / 2, compiling / 2, database / 2, load / 2, others / 2);
    }
  }

  static Row of(String name, int signatures, Load.Count count) {
    double operations = count.took().length;
    if (operations == 0) throw new Stop("nothing was done in: " + name);
    Costs costs = count.costs();
    return new Row(
        name,
        signatures,
        count.perSecond(),
        count.quantileMillis(0.5),
        count.quantileMillis(0.99),
        new PerOperation(
            costs.server() / operations,
            costs.compiling() / operations,
            costs.database() / operations,
            costs.load() / operations,
            costs.others() / operations));
  }

  /// This and then that, as one operation of the same clients.
  Row then(String name, Row that) {
    double rate = 1 / (1 / perSecond + 1 / that.perSecond);
    return new Row(name, signatures + that.signatures, rate, -1, -1, each.plus(that.each));
  }

  /// One half of these, one half of those.
  Row mixedWith(String name, Row that) {
    double rate = 2 / (1 / perSecond + 1 / that.perSecond);
    return new Row(name, signatures, rate, -1, -1, each.plus(that.each).half());
  }

  /// How many processors were busy with it.
  double processors(double nanosEach) {
    return nanosEach * perSecond / Duration.ofSeconds(1).toNanos();
  }
}
