package pipelinelock.slack.channel;

import com.slack.api.RequestConfigurator;
import com.slack.api.methods.Methods;
import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FileDetails;
import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FilesCompleteUploadExternalRequestBuilder;
import com.slack.api.methods.response.files.FilesGetUploadURLExternalResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Uploads a text file to a channel. It is invisible until the last of the three steps. */
public final class FileUpload {
  private final WebApi slack;
  private final OkHttpClient http;

  /**
   * @param http takes the bytes where Slack says
   */
  public FileUpload(WebApi slack, OkHttpClient http) {
    this.slack = slack;
    this.http = http;
  }

  /**
   * Uploads it.
   *
   * @param root the message that it is a reply to; empty for a message in the channel itself
   * @param comment the words of the message that it comes with
   * @return Slack's id of the file
   */
  public Sent<String> upload(String channel, Optional<String> root, TextFile file, String comment) {
    byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
    return slack
        .send(
            Methods.FILES_GET_UPLOAD_URL_EXTERNAL,
            it -> it.filesGetUploadURLExternal(r -> r.filename(file.name()).length(content.length)))
        .then(place -> bring(place, content))
        .then(id -> share(channel, root, file.title(), comment, id));
  }

  private Sent<String> bring(FilesGetUploadURLExternalResponse place, byte[] content) {
    var type = MediaType.get("text/plain; charset=utf-8");
    var request =
        new Request.Builder()
            .url(place.getUploadUrl())
            .post(RequestBody.create(content, type))
            .build();
    try (var answer = http.newCall(request).execute()) {
      return answer.isSuccessful()
          ? new Sent.Done<>(place.getFileId())
          : new Sent.InDoubt<>("the upload was answered " + answer.code());
    } catch (IOException e) {
      return new Sent.InDoubt<>("no answer to the upload: " + e.getClass().getSimpleName());
    }
  }

  private Sent<String> share(
      String channel, Optional<String> root, String title, String comment, String id) {
    var details = FileDetails.builder().id(id).title(title).build();
    RequestConfigurator<FilesCompleteUploadExternalRequestBuilder> request =
        r -> {
          root.ifPresent(r::threadTs);
          return r.files(List.of(details)).channelId(channel).initialComment(comment);
        };
    return slack
        .send(Methods.FILES_COMPLETE_UPLOAD_EXTERNAL, it -> it.filesCompleteUploadExternal(request))
        .map(_ -> id);
  }
}
