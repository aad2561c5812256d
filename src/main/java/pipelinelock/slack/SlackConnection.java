package pipelinelock.slack;

import com.slack.api.Slack;
import com.slack.api.util.http.SlackHttpClient;
import com.slack.api.util.thread.ExecutorServiceProvider;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import okhttp3.OkHttpClient;
import pipelinelock.slack.channel.WebApi;

/**
 * The bot's connection to Slack's Web API, which other classes use to speak. It never retries: a
 * repeated post would be a second message.
 */
public final class SlackConnection implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final SlackConfig config;
  private final OkHttpClient http;
  private final Slack slack;
  private final WebApi api;

  /**
   * @param shared whose connections are used
   */
  public SlackConnection(SlackConfig config, OkHttpClient shared) {
    this.config = config;
    this.http =
        shared
            .newBuilder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .callTimeout(LIMIT)
            .build();
    this.slack = Slack.getInstance(sdk(config), new SlackHttpClient(http));
    this.api = new WebApi(slack.methods(config.botToken()), System::nanoTime);
  }

  private static com.slack.api.SlackConfig sdk(SlackConfig config) {
    var sdk = new com.slack.api.SlackConfig();
    sdk.setMethodsEndpointUrlPrefix(config.methodsUrl());
    sdk.setProxyUrl(null); // else it takes HTTP(S)_PROXY and forgets NO_PROXY
    sdk.setStatsEnabled(false);
    sdk.setExecutorServiceProvider(new VirtualThreads());
    return sdk;
  }

  Slack slack() {
    return slack;
  }

  public SlackConfig config() {
    return config;
  }

  /** The Web API, as the bot. */
  public WebApi api() {
    return api;
  }

  /** For what goes to Slack outside its Web API: the upload of a file. */
  public OkHttpClient http() {
    return http;
  }

  @Override
  public void close() {
    try {
      slack.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing the connection to Slack", e);
    }
  }

  /** Each of the SDK's tasks on a virtual thread of its own. */
  static final class VirtualThreads implements ExecutorServiceProvider {
    @Override
    public ExecutorService createThreadPoolExecutor(String name, int size) {
      return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory());
    }

    @Override
    public ScheduledExecutorService createThreadScheduledExecutor(String name) {
      return Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name(name).factory());
    }
  }
}
