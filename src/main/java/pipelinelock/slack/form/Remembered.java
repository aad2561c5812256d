package pipelinelock.slack.form;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a form carries from its button to its submission: only ids, which are looked up again.
 *
 * @param channel where the button was
 * @param subject an environment's name, or an incident's number
 * @param card digest of the message that contained the button, if that was checked
 */
public record Remembered(String channel, String subject, Optional<String> card) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public Remembered(String channel, String subject) {
    this(channel, subject, Optional.empty());
  }

  public String text() {
    var json = new JsonObject();
    json.addProperty("channel", channel);
    json.addProperty("subject", subject);
    card.ifPresent(it -> json.addProperty("card", it));
    return json.toString();
  }

  /** Empty for a text that this class did not write. */
  public static Optional<Remembered> parse(String text) {
    try {
      return JsonParser.parseString(text) instanceof JsonObject json
          ? word(json, "channel")
              .flatMap(
                  channel ->
                      word(json, "subject")
                          .map(subject -> new Remembered(channel, subject, card(json))))
          : Optional.empty();
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> card(JsonObject json) {
    return word(json, "card").filter(it -> DIGEST.matcher(it).matches());
  }

  private static Optional<String> word(JsonObject json, String key) {
    var value = json.get(key);
    return value != null && value.isJsonPrimitive()
        ? Optional.of(value.getAsString())
        : Optional.empty();
  }
}
