package pipelinelock;

final class Bot implements AutoCloseable {
  static Bot of(pipelinelock.settings.Settings s, BotOptions o) {
    return new Bot();
  }

  void start() {}

  int port() {
    return 0;
  }

  @Override
  public void close() {}
}
