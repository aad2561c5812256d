package pipelinelock.secrecy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Finds many patterns in one pass: each is indexed by its first four characters, so that at nearly
 * every position one look-up finds nothing. Unlike an Aho-Corasick automaton it need not be rebuilt
 * for each new token.
 */
final class Patterns {
  /** A pattern, and whose it is: two secrets may share one. */
  private record Filed(Pattern pattern, String owner) {}

  /** How much of a secret must be there before the sign of a cut. */
  private static final int CUT = 8;

  /** The same at the end of a text, which may as well be a word with which a secret begins. */
  private static final int ENDED = 16;

  private final Map<Long, CopyOnWriteArrayList<Filed>> byStart = new ConcurrentHashMap<>();

  void add(Pattern pattern, String owner) {
    byStart
        .computeIfAbsent(start(pattern.text(), 0), _ -> new CopyOnWriteArrayList<>())
        .addIfAbsent(new Filed(pattern, owner));
  }

  void remove(Pattern pattern, String owner) {
    byStart.computeIfPresent(
        start(pattern.text(), 0),
        (_, filed) -> {
          filed.remove(new Filed(pattern, owner));
          return filed.isEmpty() ? null : filed;
        });
  }

  /** Adds the places of all patterns in the view, as places of the text that it is a view of. */
  void find(View view, Spans found) {
    var text = view.lowerCase();
    for (int at = 0; at + Pattern.SHORTEST <= text.length(); at++) {
      var filed = byStart.get(start(text, at));
      if (filed != null) {
        for (var one : filed) {
          mark(one.pattern(), view, text, at, found);
        }
      }
    }
  }

  private static void mark(Pattern pattern, View view, String text, int at, Spans found) {
    int length = matching(pattern.text(), text, at);
    if (length == 0) {
      return;
    }
    int end = at + length;
    switch (pattern.kind()) {
      case ANYWHERE -> found.add(view.start(at), view.end(end));
      case WORD -> {
        if (!isWord(text, at - 1) && !isWord(text, end)) {
          found.add(view.start(at), view.end(end));
        }
      }
      case BASE64 -> {
        int from = at;
        while (isBase64(text, from - 1) && text.charAt(from - 1) != '=') {
          from--;
        }
        while (isBase64(text, end)) {
          end++;
        }
        found.add(view.start(from), view.end(end));
      }
    }
  }

  /** How many characters of it are there: all, or its beginning at the end of a text; 0 = none. */
  private static int matching(String pattern, String text, int at) {
    int common = 0;
    int most = Math.min(pattern.length(), text.length() - at);
    while (common < most && pattern.charAt(common) == text.charAt(at + common)) {
      common++;
    }
    if (common == pattern.length()) {
      return common;
    }
    int least = at + common == text.length() ? ENDED : CUT;
    boolean isCut = at + common == text.length() || text.charAt(at + common) == '…';
    return isCut && common >= least ? common : 0;
  }

  private static boolean isWord(String text, int at) {
    return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }

  private static boolean isBase64(String text, int at) {
    if (at < 0 || at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "+/_-=".indexOf(c) >= 0;
  }

  private static long start(String text, int at) {
    return ((long) text.charAt(at) << 48)
        | ((long) text.charAt(at + 1) << 32)
        | ((long) text.charAt(at + 2) << 16)
        | text.charAt(at + 3);
  }
}
