package pipelinelock.slack.command.dispatch;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.input.Typed;
import pipelinelock.slack.input.UsageError;
import pipelinelock.wording.Nearest;

/** Accepts or refuses each option: none is ignored, and none becomes part of a reason. */
final class KnownOptions {
  private KnownOptions() {}

  /**
   * The same words, in which only what the command knows counts as an option. A word behind a long
   * dash, as people write them between two thoughts, is text unless it is nearly an option.
   *
   * @throws UsageError where an option is not known
   */
  static Typed in(Typed typed, SlashSubcommand command) {
    var words = new ArrayList<Typed.Word>();
    for (var word : typed.words()) {
      words.add(word.isFlag() ? checked(word, command) : word);
    }
    return new Typed(words);
  }

  private static Typed.Word checked(Typed.Word word, SlashSubcommand command) {
    String name = word.text().replaceAll("^[-—–]+|=.*$", "").toLowerCase(Locale.ROOT);
    if (command.options().contains(name)) {
      return word;
    }
    var nearest = Nearest.to(name, command.options());
    if (!word.text().startsWith("--") && nearest.isEmpty()) {
      return new Typed.Word(word.text(), true);
    }
    throw unknown(name, nearest, command);
  }

  private static UsageError unknown(
      String name, Optional<String> nearest, SlashSubcommand command) {
    String typed = name.replace('`', '\'');
    var all = command.options().stream().map("`--%s`"::formatted).toList();
    return new UsageError(
        switch (all.size()) {
          case 0 ->
              "`%s` has no options, so nothing was done. If `--%s` belongs to the text, put that between quotes: `\"--%s\"`"
                  .formatted(command.name(), typed, typed);
          case 1 -> "`%s` has no option but %s.".formatted(command.name(), all.getFirst());
          default ->
              "There is no option `--%s`.%s The options are %s and %s."
                  .formatted(
                      typed,
                      nearest.map(" Did you mean `--%s`?"::formatted).orElse(""),
                      all.stream().limit(all.size() - 1L).collect(joining(", ")),
                      all.getLast());
        });
  }
}
