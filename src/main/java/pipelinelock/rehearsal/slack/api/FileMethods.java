package pipelinelock.rehearsal.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.slack.workspace.SlackChannel;
import pipelinelock.rehearsal.slack.workspace.SlackFile;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.rehearsal.slack.workspace.SlackRefusal;
import pipelinelock.rehearsal.slack.workspace.SlackWorkspace;

/** The three steps of an upload: request a URL, upload the bytes, share the file. */
public final class FileMethods {
  private final SlackWorkspace workspace;
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

  private record Upload(String name, Optional<String> content) {}

  public FileMethods(SlackWorkspace workspace) {
    this.workspace = workspace;
  }

  public ObjectNode place(SlackArguments arguments, String baseUrl) {
    var name = arguments.given("filename").orElseThrow(() -> new SlackRefusal("missing_argument"));
    if (!arguments.text("length").matches("[1-9]\\d*")) {
      throw new SlackRefusal("missing_argument");
    }
    var id = workspace.nextId("F");
    uploads.put(id, new Upload(name, Optional.empty()));
    return Json.object("upload_url", baseUrl + "/upload/" + id, "file_id", id);
  }

  public Answer receive(String id, Call call) {
    if (!uploads.containsKey(id)) {
      return Answer.text(404, "no such upload");
    }
    uploads.computeIfPresent(id, (_, upload) -> new Upload(upload.name, Optional.of(call.body())));
    return Answer.text(200, "OK - " + call.body().length());
  }

  public ObjectNode complete(SlackArguments arguments) {
    var channel = arguments.text("channel_id");
    if (!channel.isEmpty() && SlackChannel.find(channel).isEmpty()) {
      throw new SlackRefusal("channel_not_found");
    }
    var shared = new ArrayList<ObjectNode>();
    for (JsonNode file :
        arguments
            .json("files", "invalid_arguments")
            .orElseThrow(() -> new SlackRefusal("invalid_arguments"))) {
      shared.add(
          share(file, channel, arguments.given("thread_ts"), arguments.text("initial_comment")));
    }
    return Json.object("files", Json.array(shared));
  }

  private ObjectNode share(JsonNode file, String channel, Optional<String> thread, String comment) {
    var id = file.path("id").asText();
    var upload =
        Optional.ofNullable(uploads.remove(id))
            .filter(it -> it.content.isPresent())
            .orElseThrow(() -> new SlackRefusal("file_not_found"));
    var title = file.path("title").asText(upload.name);
    var kept = new SlackFile(id, upload.name, title, channel, thread, upload.content.orElse(""));
    workspace.add(kept);
    if (!channel.isEmpty()) {
      var target = new SlackWorkspace.Target(channel, thread, Optional.empty());
      var said = new SlackMessage.Content(comment, Json.MAPPER.createArrayNode(), Optional.empty());
      workspace.hang(kept, workspace.post(target, said).ts());
    }
    return Json.object("id", id, "name", upload.name, "title", title, "channels", List.of(channel));
  }
}
