package pipelinelock.doctor;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Access;
import pipelinelock.settings.EnvironmentSettings.LockSource;
import pipelinelock.settings.Secret;
import pipelinelock.settings.Settings;

/**
 * The secrets of the settings, so that none can leave in a text that a remote made: a server may
 * echo what it was sent.
 */
final class Secrets {
  /** A shorter one says nothing, and would stand for itself in half of all words. */
  private static final int SHORTEST = 4;

  private final List<String> longestFirst;

  private Secrets(Collection<String> secrets) {
    this.longestFirst =
        secrets.stream()
            .filter(it -> it.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  static Secrets of(Settings settings) {
    var all =
        Stream.concat(
            Stream.concat(
                Stream.of(settings.slack().botToken()), settings.slack().signingSecrets().stream()),
            settings.environments().stream().flatMap(Secrets::of));
    return new Secrets(all.map(Secret::reveal).toList());
  }

  private static Stream<Secret> of(EnvironmentSettings one) {
    var bosh =
        switch (one.bosh().access()) {
          case Access.Client(var _, var secret) -> secret;
          case Access.User(var login) -> login.password();
        };
    return Stream.of(
            Stream.of(bosh, one.concourse().login().password()),
            one.bosh().clientCertificate().stream().map(it -> it.key()),
            one.lock().stream().flatMap(it -> of(it.source())))
        .flatMap(it -> it);
  }

  private static Stream<Secret> of(LockSource source) {
    return switch (source) {
      case LockSource.Git git ->
          Stream.concat(
              git.login().stream().map(it -> it.password()),
              git.ssh().stream().map(it -> it.privateKey()));
      case LockSource.CodeCommit _ -> Stream.empty();
    };
  }

  /** The text without them. */
  String hide(String text) {
    String hidden = text;
    for (String secret : longestFirst) {
      hidden = hidden.replace(secret, "***");
    }
    return hidden;
  }
}
