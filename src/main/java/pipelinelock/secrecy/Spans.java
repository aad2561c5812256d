package pipelinelock.secrecy;

import java.util.BitSet;

/** Places in a text that must not be shown. */
final class Spans {
  private final BitSet hidden = new BitSet();

  /**
   * @param end the first place behind it
   */
  void add(int start, int end) {
    hidden.set(start, end);
  }

  /** The text with one mask for each run of hidden places; the same text where there is none. */
  String masked(String text, String mask) {
    if (hidden.isEmpty()) {
      return text;
    }
    var shown = new StringBuilder(text.length());
    int at = 0;
    for (int start = hidden.nextSetBit(0); start >= 0; start = hidden.nextSetBit(at)) {
      shown.append(text, at, start).append(mask);
      at = hidden.nextClearBit(start);
    }
    return shown.append(text, at, text.length()).toString();
  }
}
