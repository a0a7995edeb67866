package dev.countersign;

/// The program: builds every room in order and starts them.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.out.println("countersign " + Main.class.getPackage().getImplementationVersion());
  }
}
