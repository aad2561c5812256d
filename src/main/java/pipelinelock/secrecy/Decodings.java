package pipelinelock.secrecy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The readings of a text: as it is, and with its escapes undone, in any order and up to three
 * levels deep: JSON in a form in a page.
 */
final class Decodings {
  private static final int DEEPEST = 3;

  private Decodings() {}

  static List<View> of(String text) {
    Map<String, View> all = new LinkedHashMap<>();
    var whole = View.of(text);
    all.put(text, whole);
    var newest = List.of(whole);
    for (int depth = 0; depth < DEEPEST && !newest.isEmpty(); depth++) {
      newest =
          newest.stream()
              .flatMap(
                  view ->
                      List.of(Escape.values()).stream()
                          .filter(escape -> escape.isIn(view.text()))
                          .map(view::read))
              .filter(view -> all.putIfAbsent(view.text(), view) == null)
              .collect(Collectors.toList());
    }
    return List.copyOf(all.values());
  }
}
