package pipelinelock.secrecy;

/**
 * A text as it reads with some escapes taken back, and where each of its characters stood.
 *
 * @param text what it reads
 * @param starts place of each character in the original; one more for the end
 */
// A view is looked at, never compared.
@SuppressWarnings("ArrayRecordComponent")
record View(String text, int[] starts) {
  /** The text as it is. */
  static View of(String text) {
    var starts = new int[text.length() + 1];
    for (int i = 0; i <= text.length(); i++) {
      starts[i] = i;
    }
    return new View(text, starts);
  }

  /** Each character by itself, so that the places stay. */
  String lowerCase() {
    return Letters.small(text);
  }

  int start(int at) {
    return starts[at];
  }

  /**
   * @param end the first place behind
   */
  int end(int end) {
    return starts[end];
  }

  /** This view with more escapes taken back. */
  View read(Escape escape) {
    var read = new StringBuilder(text.length());
    var places = new int[text.length() + 1];
    int at = 0;
    while (at < text.length()) {
      var piece = escape.at(text, at);
      // One escape means one character, or the two halves of one.
      for (int i = 0; i < piece.text().length(); i++) {
        places[read.length()] = starts[at];
        read.append(piece.text().charAt(i));
      }
      at += piece.length();
    }
    places[read.length()] = starts[text.length()];
    return new View(read.toString(), java.util.Arrays.copyOf(places, read.length() + 1));
  }
}
