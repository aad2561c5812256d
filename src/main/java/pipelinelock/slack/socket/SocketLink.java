package pipelinelock.slack.socket;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Slack. It is pinged all the time, and fails if a ping is not answered before
 * the next one: an open connection says nothing about its other end.
 */
final class SocketLink extends WebSocketListener {
  private static final int GOING_AWAY = 1001;
  private static final int NORMAL = 1000;

  private final Owner owner;
  private final CompletableFuture<SocketWord.Hello> hello = new CompletableFuture<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long openedAt = System.nanoTime();
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
  private volatile boolean leaving;

  /** Is notified of what happens on it, on the connection's own thread, so it must be quick. */
  interface Owner {
    void arrived(SocketLink link, SocketWord.Envelope envelope, String text);

    void leaves(SocketLink link, String reason);

    /** At most once, and only after its hello. */
    void ended(SocketLink link, String why);
  }

  private SocketLink(Owner owner) {
    this.owner = owner;
  }

  /** OkHttp knows the scheme of the request that becomes a socket. */
  private static String httpOf(URI address) {
    return address.toString().replaceFirst("^ws", "http");
  }

  /**
   * Opens one, and waits until Slack says hello on it.
   *
   * @param http whose pings find out whether Slack is still there
   * @throws SocketFailure where it does not
   */
  static SocketLink open(OkHttpClient http, URI address, Duration patience, Owner owner)
      throws SocketFailure, InterruptedException {
    var link = new SocketLink(owner);
    var request = new Request.Builder().url(httpOf(address)).build();
    link.socket.complete(http.newWebSocket(request, link));
    try {
      link.hello.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return link;
    } catch (TimeoutException e) {
      link.abandon();
      throw new SocketFailure("Slack said no hello within %d s".formatted(patience.toSeconds()));
    } catch (ExecutionException e) {
      link.abandon();
      throw new SocketFailure(words(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      link.abandon();
      throw e;
    }
  }

  SocketWord.Hello hello() {
    return hello.join();
  }

  /** Since it was begun to be opened. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - openedAt);
  }

  /** Whether Slack has said that it will end. */
  boolean isLeaving() {
    return leaving;
  }

  boolean hasEnded() {
    return ended.get();
  }

  /** Whether it is on its way. */
  boolean say(String text) {
    return !ended.get() && socket.join().send(text);
  }

  /** Ends it; what was sent on it before arrives. */
  void close() {
    ended.set(true);
    socket.join().close(NORMAL, "");
  }

  /** Ends it at once. */
  void abandon() {
    ended.set(true);
    socket.join().cancel();
  }

  @Override
  public void onMessage(WebSocket from, String text) {
    switch (SocketWord.of(text)) {
      case SocketWord.Hello it -> hello.complete(it);
      case SocketWord.Leaving(var reason) -> {
        leaving = true;
        if (!hello.completeExceptionally(new SocketFailure(Leaving.words(reason)))) {
          owner.leaves(this, reason);
        }
      }
      case SocketWord.Envelope it -> owner.arrived(this, it, text);
      case SocketWord.Unknown _ -> {} // Slack may say more than this bot knows
    }
  }

  @Override
  public void onClosing(WebSocket from, int code, String reason) {
    from.close(GOING_AWAY, "");
    end("Slack closed the connection (%d)".formatted(code));
  }

  @Override
  public void onFailure(WebSocket from, Throwable why, @Nullable Response answer) {
    end(
        answer == null
            ? "the connection broke: " + words(why)
            : "Slack opened no socket at its address: status " + answer.code());
  }

  private static String words(Throwable why) {
    return why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
  }

  private void end(String why) {
    if (!hello.completeExceptionally(new SocketFailure(why)) && ended.compareAndSet(false, true)) {
      owner.ended(this, why);
    }
  }
}
