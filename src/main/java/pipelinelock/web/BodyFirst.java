package pipelinelock.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.VirtualThreads;
import pipelinelock.web.TurnedAway.Reason;

/**
 * Passes Slack's requests on once their body is complete. Requests whose headers cannot be Slack's
 * are refused before any of the body is read; waiting for a body takes no thread, and does not last
 * long. So a half-sent request costs a connection for two seconds, and nothing else.
 */
final class BodyFirst extends Handler.Wrapper {
  /** Slack's look at the certificate, which has no signature, is far shorter. */
  private static final int UNSIGNED = 1000;

  private final DoorLimits limits;
  private final InstantSource clock;
  private final TurnedAway turnedAway;

  BodyFirst(Handler next, DoorLimits limits, InstantSource clock, TurnedAway turnedAway) {
    super(next);
    this.limits = limits;
    this.clock = clock;
    this.turnedAway = turnedAway;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!Request.getPathInContext(request).equals(WebServer.EVENTS)
        || !request.getMethod().equals("POST")) {
      return super.handle(request, response, callback);
    }
    var refused = refusal(request.getHeaders(), request.getLength());
    if (refused.isPresent()) {
      refuse(refused.get(), response, callback);
    } else {
      await(request, response, callback);
    }
    return true;
  }

  private Optional<Reason> refusal(HttpFields headers, long length) {
    if (length > DoorLimits.BODY) {
      return Optional.of(Reason.TOO_LARGE);
    }
    String kind = text(headers, "Content-Type");
    if (!kind.startsWith("application/x-www-form-urlencoded")
        && !kind.startsWith("application/json")) {
      return Optional.of(Reason.WRONG_KIND);
    }
    var signature =
        new RequestSignature(
            text(headers, "X-Slack-Request-Timestamp"), text(headers, "X-Slack-Signature"));
    boolean mayBeALook = signature.isAbsent() && length >= 0 && length < UNSIGNED;
    return mayBeALook || (signature.isWellFormed() && signature.isFresh(clock.instant()))
        ? Optional.empty()
        : Optional.of(Reason.NOT_SIGNED);
  }

  private static String text(HttpFields headers, String name) {
    return Optional.ofNullable(headers.getField(name)).map(HttpField::getValue).orElse("");
  }

  private void await(Request request, Response response, Callback callback) {
    var whole = new Whole();
    Content.Source.asByteArrayAsync(request, DoorLimits.BODY, whole);
    var threads = VirtualThreads.getVirtualThreadsExecutor(request.getComponents().getExecutor());
    var _ =
        whole
            .orTimeout(limits.body().toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (body, failure) ->
                    threads.execute(
                        () -> {
                          if (failure == null) {
                            handOn(new WithBody(request, body), response, callback);
                          } else {
                            refuse(reason(failure), response, callback);
                          }
                        }));
  }

  /** Jetty reports a body that is too large by an exception that is neither of these. */
  private static Reason reason(Throwable failure) {
    return failure instanceof TimeoutException || failure instanceof IOException
        ? Reason.LATE
        : Reason.TOO_LARGE;
  }

  private void handOn(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Exception e) {
      Response.writeError(request, response, callback, e);
    }
  }

  /** The connection ends with it: what else comes on it may be the rest of the body. */
  private void refuse(Reason why, Response response, Callback callback) {
    turnedAway.count(why);
    response.setStatus(why.status);
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    Content.Sink.write(response, true, why.answer, callback);
  }

  /** A body that is on its way. */
  private static final class Whole extends CompletableFuture<byte[]>
      implements Promise.Invocable<byte[]> {
    @Override
    public void succeeded(byte[] body) {
      complete(body);
    }

    @Override
    public void failed(Throwable failure) {
      completeExceptionally(failure);
    }

    /** The work that follows is done on a thread of its own. */
    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  /** A request whose body is there. */
  private static final class WithBody extends Request.Wrapper {
    private final byte[] body;
    private boolean given;

    WithBody(Request request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public long getLength() {
      return body.length;
    }

    @Override
    public Content.Chunk read() {
      if (given) {
        return Content.Chunk.EOF;
      }
      given = true;
      return Content.Chunk.from(ByteBuffer.wrap(body), true);
    }

    @Override
    public void demand(Runnable here) {
      here.run();
    }

    @Override
    public boolean consumeAvailable() {
      return true;
    }
  }
}
