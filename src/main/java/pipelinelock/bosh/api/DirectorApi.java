package pipelinelock.bosh.api;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.http.Contact;
import pipelinelock.http.JsonApi;
import pipelinelock.http.Reply;

/** Calls the Director with credentials, and explains its refusals. */
public final class DirectorApi {
  private final JsonApi api;
  private final DirectorLogin login;

  public DirectorApi(JsonApi api, DirectorLogin login) {
    this.api = api;
    this.login = login;
  }

  /** Makes sure that the right Director answers and takes us in, before anything is asked of it. */
  public void greet() {
    login.check();
    login.access().header();
  }

  public Contact contact() {
    return api.contact("asking who it is", api.at("info").build());
  }

  public Rights rights() {
    return login.access().rights();
  }

  public HttpUrl.Builder at(String... segments) {
    return api.at(segments);
  }

  public <T> T get(String action, HttpUrl url, Class<T> type) {
    return api.parse(action, ask(action, url), type);
  }

  public <T> List<T> list(String action, HttpUrl url, TypeReference<List<T>> type) {
    List<T> list = api.parse(action, ask(action, url), type);
    if (list.stream().anyMatch(Objects::isNull)) {
      throw api.garbage(action, "a list with a gap");
    }
    return list;
  }

  /** The answer, when it is a 2xx. */
  public Reply ask(String action, HttpUrl url) {
    Reply reply = exchange(action, new Request.Builder().url(url).build());
    if (!reply.isSuccessful()) {
      throw refusal(action, reply);
    }
    return reply;
  }

  /** The answer, whatever its status. */
  public Reply exchange(String action, Request request) {
    return authorised(request, it -> Optional.of(api.exchange(action, it))).orElseThrow();
  }

  /**
   * The answer, whatever its status; empty where the request was not wanted any more at the moment
   * at which it could have been sent.
   *
   * @throws RemoteFailure also of the login; the departure says whether the request had left
   */
  public Optional<Reply> exchangeOnce(SendOnce departure, String action, Request request) {
    return authorised(
        request,
        it ->
            departure.begins()
                ? Optional.of(departure.answered(api.exchange(action, it)))
                : Optional.empty());
  }

  /** The answer, whatever its status, and its body as the reader takes it while it comes in. */
  public Reply stream(String action, Request request, JsonApi.Reader<Reply> reader) {
    return authorised(request, it -> Optional.of(api.stream(action, it, reader))).orElseThrow();
  }

  public RemoteFailure refusal(String action, Reply reply) {
    return api.refusal(
        action,
        reply.status(),
        DirectorRefusal.isOfTheCredentials(reply)
            ? login.access().refused()
            : DirectorRefusal.detail(reply));
  }

  public RemoteFailure garbage(String action, String what) {
    return api.garbage(action, what);
  }

  /**
   * Repeats a call once with a new token when the first was not accepted. That is safe for any
   * call: the Director looks at the token before it looks at the rest.
   */
  private Optional<Reply> authorised(Request request, Sender sender) {
    DirectorAccess access = login.access();
    String header = access.header();
    Optional<Reply> reply = sender.apply(with(request, header));
    if (reply.filter(DirectorRefusal::isOfTheCredentials).isEmpty()) {
      return reply;
    }
    Optional<String> other = access.instead(header);
    return other.isEmpty() ? reply : sender.apply(with(request, other.get()));
  }

  private static Request with(Request request, String header) {
    return request.newBuilder().header("Authorization", header).build();
  }

  private interface Sender {
    Optional<Reply> apply(Request request);
  }
}
