package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import pipelinelock.slack.message.Message;

/** Messages pinned as JSON files; {@code -Dgolden.update=true} accepts what they are now. */
public final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/slack/golden");
  private static final Gson SLACK = GsonFactory.createSnakeCase();
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private Golden() {}

  /** Checks the message against its file and against Slack's limits. */
  public static void check(String name, Message message) {
    BlockKitLimits.check(message);
    compare(name, json(message));
  }

  /** The same for a modal or a Home tab. */
  public static void check(String name, View view) {
    BlockKitLimits.check(view);
    compare(name, SLACK.toJsonTree(view));
  }

  private static void compare(String name, JsonElement json) {
    try {
      Path file = FOLDER.resolve(name + ".json");
      String now = PRETTY.toJson(json) + "\n";
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, now);
      }
      assertThat(file).as("accept it with -Dgolden.update=true").exists();
      assertThat(now)
          .as("%s differs; accept it with -Dgolden.update=true", file)
          .isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonElement json(Message message) {
    var json = new JsonObject();
    json.addProperty("text", message.text());
    json.add("blocks", SLACK.toJsonTree(message.blocks()));
    return json;
  }
}
