package pipelinelock.world;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;

/**
 * Remotes without a socket: each request is answered where it is sent, so that a hundred thousand
 * worlds can be looked at. Silence at the end of an open stream is reported at once, as the time
 * limit that it would come to; only a stream without a first word is waited for, as it should be.
 */
public final class InProcess implements Interceptor {
  /** Reading the system's certificates for each client would take longer than all the rest. */
  private static final OkHttpClient BASE = new OkHttpClient();

  private final Remotes remotes;

  private InProcess(Remotes remotes) {
    this.remotes = remotes;
  }

  /** A client whose every request ends here. */
  public static OkHttpClient client(Remotes remotes) {
    return BASE.newBuilder().addInterceptor(new InProcess(remotes)).build();
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    var request = chain.request();
    var headers = new TreeMap<String, String>();
    request
        .headers()
        .forEach(
            header -> headers.put(header.getFirst().toLowerCase(Locale.ROOT), header.getSecond()));
    var told = remotes.answer(Ask.of(request.method(), request.url(), headers));
    if (told.status() == 0) {
      throw new ConnectException("connection refused");
    }
    var response =
        new Response.Builder()
            .request(request)
            .protocol(Protocol.HTTP_1_1)
            .code(told.status())
            .message("")
            .body(told.open() ? new OpenBody(told.body()) : ResponseBody.create(told.body(), null));
    told.headers().forEach((name, values) -> values.forEach(it -> response.addHeader(name, it)));
    return response.build();
  }

  /** A body that has no end. */
  private static final class OpenBody extends ResponseBody {
    private final BufferedSource source;

    OpenBody(String text) {
      source = Okio.buffer(new Silent(text));
    }

    @Override
    public MediaType contentType() {
      return MediaType.get("text/event-stream; charset=utf-8");
    }

    @Override
    public long contentLength() {
      return -1;
    }

    @Override
    public BufferedSource source() {
      return source;
    }
  }

  /** Gives all that it has, and then nothing until the reader's patience ends. */
  private static final class Silent implements Source {
    private final Buffer text = new Buffer();
    private final Timeout timeout = new Timeout();
    private final boolean mute;

    Silent(String text) {
      this.text.writeUtf8(text);
      this.mute = text.isEmpty();
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      if (text.size() > 0) {
        return text.read(sink, byteCount);
      }
      if (mute) {
        pause(timeout.timeoutNanos());
      }
      throw new InterruptedIOException("timeout");
    }

    private static void pause(long nanos) throws InterruptedIOException {
      try {
        TimeUnit.NANOSECONDS.sleep(nanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }

    @Override
    public Timeout timeout() {
      return timeout;
    }

    @Override
    public void close() {}
  }
}
