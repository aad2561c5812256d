package pipelinelock.slack.channel;

import com.google.gson.JsonElement;
import com.slack.api.methods.SlackApiTextResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Slack's answer to a message that was posted or edited, with the message exactly as Slack repeats
 * it; the SDK's own classes would drop fields that they do not know. Gson fills it in.
 */
final class Taken implements SlackApiTextResponse {
  private boolean ok;
  private @Nullable String warning;
  private @Nullable String error;
  private @Nullable String needed;
  private @Nullable String provided;
  private transient @Nullable Map<String, List<String>> httpResponseHeaders;
  private @Nullable String channel;
  private @Nullable String ts;
  private @Nullable JsonElement message;

  PostReceipt receipt() {
    var said = Optional.ofNullable(message).filter(JsonElement::isJsonObject);
    return new PostReceipt(
        Optional.ofNullable(channel).filter(it -> !it.isBlank()),
        Optional.ofNullable(ts).orElse(""),
        said.map(it -> it.getAsJsonObject().get("thread_ts"))
            .filter(JsonElement::isJsonPrimitive)
            .map(JsonElement::getAsString),
        said.map(it -> CardDigest.of(it.getAsJsonObject())));
  }

  @Override
  public boolean isOk() {
    return ok;
  }

  @Override
  public void setOk(boolean isOk) {
    ok = isOk;
  }

  @Override
  public @Nullable String getWarning() {
    return warning;
  }

  @Override
  public void setWarning(@Nullable String text) {
    warning = text;
  }

  @Override
  public @Nullable String getError() {
    return error;
  }

  @Override
  public void setError(@Nullable String text) {
    error = text;
  }

  @Override
  public @Nullable String getNeeded() {
    return needed;
  }

  @Override
  public void setNeeded(@Nullable String text) {
    needed = text;
  }

  @Override
  public @Nullable String getProvided() {
    return provided;
  }

  @Override
  public void setProvided(@Nullable String text) {
    provided = text;
  }

  @Override
  public @Nullable Map<String, List<String>> getHttpResponseHeaders() {
    return httpResponseHeaders;
  }

  @Override
  public void setHttpResponseHeaders(@Nullable Map<String, List<String>> headers) {
    httpResponseHeaders = headers;
  }
}
