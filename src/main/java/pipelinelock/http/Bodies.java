package pipelinelock.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Sends and reads bodies. */
final class Bodies {
  /** The largest answer that is read whole, in bytes. */
  static final int MAX = 16 << 20;

  private static final int MAX_OF_A_REFUSAL = 64 << 10;

  private Bodies() {}

  /** The whole body; of an unsuccessful answer its beginning; of a too long one MAX + 1 bytes. */
  static byte[] read(Response response) throws IOException {
    int most = response.isSuccessful() ? MAX + 1 : MAX_OF_A_REFUSAL;
    BufferedSource source = response.body().source();
    boolean more = source.request(most);
    return more ? source.readByteArray(most) : source.readByteArray();
  }

  /**
   * OkHttp sends a request again by itself after a 503 with {@code Retry-After: 0} (and in rarer
   * cases), whatever its settings say, unless the body can be written only once.
   */
  static Request sentOnce(Request request) {
    RequestBody body = request.body();
    return body == null
        ? request
        : request.newBuilder().method(request.method(), new Once(body)).build();
  }

  private static final class Once extends RequestBody {
    private final RequestBody body;

    Once(RequestBody body) {
      this.body = body;
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      body.writeTo(sink);
    }

    @Override
    public boolean isOneShot() {
      return true;
    }
  }
}
