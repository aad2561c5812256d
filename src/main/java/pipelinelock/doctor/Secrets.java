package pipelinelock.doctor;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Access;
import pipelinelock.settings.EnvironmentSettings.LockSource;
import pipelinelock.settings.EnvironmentSettings.Proxy;
import pipelinelock.settings.Secret;
import pipelinelock.settings.Settings;
import pipelinelock.settings.Settings.RecordServer;
import pipelinelock.ssh.SshIdentity;

/**
 * The secrets of the settings, so that none can leave in a text that a remote made: a server may
 * echo what it was sent.
 */
final class Secrets {
  /** A shorter one says nothing, and would stand for itself in half of all words. */
  private static final int SHORTEST = 4;

  private static final int SHORTEST_LINE = 16;

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
        Stream.concat(ofTheBot(settings), settings.environments().stream().flatMap(Secrets::of));
    return new Secrets(all.map(Secret::reveal).flatMap(Secrets::pieces).toList());
  }

  private static Stream<Secret> ofTheBot(Settings settings) {
    return Stream.of(
            Stream.of(settings.slack().botToken()),
            settings.slack().signingSecrets().stream(),
            settings.slack().appToken().stream(),
            settings.record() instanceof RecordServer server
                ? Stream.of(server.password())
                : Stream.<Secret>empty())
        .flatMap(it -> it);
  }

  /** A text of many lines is kept back line by line too: what echoes it may join or cut them. */
  private static Stream<String> pieces(String secret) {
    return Stream.concat(
        Stream.of(secret),
        secret.lines().count() < 2
            ? Stream.empty()
            : secret
                .lines()
                .map(String::strip)
                .filter(it -> it.length() >= SHORTEST_LINE && !it.startsWith("-----")));
  }

  private static Stream<Secret> of(EnvironmentSettings one) {
    return Stream.of(
            Stream.of(of(one.bosh().access()), one.concourse().login().password()),
            one.bosh().actor().stream().map(Access.Client::secret),
            one.bosh().proxy().stream().flatMap(Secrets::of),
            one.bosh().clientCertificate().stream().map(it -> it.key()),
            one.lock().stream().flatMap(it -> of(it.source())))
        .flatMap(it -> it);
  }

  private static Secret of(Access access) {
    return switch (access) {
      case Access.Client(var _, var secret) -> secret;
      case Access.User(var login) -> login.password();
    };
  }

  private static Stream<Secret> of(Proxy proxy) {
    return switch (proxy) {
      case Proxy.Socks(var address) ->
          address.login().stream().map(it -> new Secret(it.password()));
      case Proxy.Ssh(_, var access) ->
          switch (access.identity()) {
            case SshIdentity.Key(var text, var passphrase) ->
                Stream.concat(Stream.of(text), passphrase.stream()).map(Secret::new);
            case SshIdentity.KeyFile(_, var passphrase) -> passphrase.stream().map(Secret::new);
            case SshIdentity.Agent _ -> Stream.empty();
          };
    };
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
