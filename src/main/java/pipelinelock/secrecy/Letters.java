package pipelinelock.secrecy;

/** Lower-cases a text without changing its length. */
final class Letters {
  private Letters() {}

  /** In lower case, each {@code char} by itself: the text keeps its length. */
  static String small(String text) {
    var small = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      small.append(Character.toLowerCase(text.charAt(i)));
    }
    return small.toString();
  }
}
