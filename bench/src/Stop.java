/// Why the run cannot go on, in a sentence for whoever started it.
final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1;

  Stop(String sentence) {
    super(sentence);
  }
}
