package pipelinelock.wiring;

import com.google.common.base.Throwables;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.http.TlsAlert;

/**
 * Watches requests to a remote for refused credentials and untrusted certificates. Everything else
 * passes unchanged.
 */
final class RefusalWatch {
  private final boolean watching;
  private final Runnable accepted;
  private final Runnable refused;

  /**
   * @param accepted called for each answer
   * @param refused called for each refusal
   */
  RefusalWatch(Runnable accepted, Runnable refused) {
    this(true, accepted, refused);
  }

  private RefusalWatch(boolean watching, Runnable accepted, Runnable refused) {
    this.watching = watching;
    this.accepted = accepted;
    this.refused = refused;
  }

  /** Notifies nobody. */
  static RefusalWatch unwatched() {
    return new RefusalWatch(false, () -> {}, () -> {});
  }

  /** The same client, watched. */
  <T> T watched(Class<T> port, T client) {
    if (!watching) {
      return client;
    }
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> ask(client, method, arguments)));
  }

  /** A client that can ask nobody, and says why. */
  static <T> T unready(Class<T> port, Supplier<RemoteFailure> why) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, _) -> {
              if (method.getDeclaringClass() == Object.class) {
                return "unready " + port.getSimpleName();
              }
              throw why.get();
            }));
  }

  private @Nullable Object ask(
      Object client, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      var answer =
          handle(method)
              .bindTo(client)
              .invokeWithArguments(arguments == null ? List.of() : Arrays.asList(arguments));
      accepted.run();
      return answer;
    } catch (RemoteFailure failure) {
      if (isRefusal(failure)) {
        refused.run();
      }
      throw failure;
    }
  }

  /**
   * Not {@link Method#invoke}: where an AOT cache is trained, that one calls by native code, which
   * holds a virtual thread's carrier for as long as a remote takes. With as many such calls as
   * there are processors, nothing moves any more.
   */
  private static MethodHandle handle(Method method) {
    try {
      return MethodHandles.lookup().unreflect(method);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a port that is not public: " + method, e);
    }
  }

  /** Wrong or expired credentials, or a certificate that one side does not accept. */
  private static boolean isRefusal(RemoteFailure failure) {
    return failure.kind() == Kind.UNAUTHORISED
        || TlsAlert.in(failure).filter(TlsAlert::isOfTheCertificate).isPresent()
        || Throwables.getCausalChain(failure).stream()
            .anyMatch(CertificateException.class::isInstance);
  }
}
