package pipelinelock.settings.section;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import pipelinelock.settings.EnvironmentSettings.Access;
import pipelinelock.settings.EnvironmentSettings.Bosh;
import pipelinelock.settings.EnvironmentSettings.ClientCertificate;
import pipelinelock.settings.EnvironmentSettings.Login;
import pipelinelock.settings.Secret;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;

/** Reads {@code bosh}: how to reach the Director, and which instance groups belong to Concourse. */
final class BoshReader {
  static final Kind<Bosh> BOSH =
      Kinds.section("{url: https://bosh.example.com:25555, …}", BoshReader::read);

  private static final Kind<Access.Client> ACTOR =
      Kinds.section("{client: pipeline-lock-actor, client_secret: …}", BoshReader::actor);
  private static final int DIRECTOR_PORT = 25555;
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private BoshReader() {}

  private static Value<Bosh> read(Section section) {
    var url =
        section.required(
            "url", Urls.api("https://bosh.example.com:25555").or(() -> Urls.UNFETCHED));
    var ca = section.optional("ca", Certificates.certificates("bosh-ca"));
    var access = access(section);
    var actor = section.optional("actor", ACTOR);
    actsAsClient(section);
    var certificate = clientCertificate(section);
    var uuid =
        section.optional(
            "director_uuid",
            Kinds.matching("a UUID", "4b5c7f3e-6c1d-4f0e-9a58-0f9d2c7b1e64", UUID)
                .or(() -> Kinds.UNFETCHED));
    var deployment = section.required("deployment", Kinds.text("concourse"));
    var workers = section.required("worker_groups", Kinds.list(Kinds.text("concourse-worker")));
    var webs = section.required("web_groups", Kinds.filled(Kinds.list(Kinds.text("concourse"))));
    var proxy = ProxyReader.read(section);
    distinct(section, workers, webs);
    return section.finish(
        () ->
            new Bosh(
                withPort(url.get()),
                ca.get(),
                access.get().orElseThrow(),
                actor.get(),
                certificate.get(),
                uuid.get(),
                deployment.get(),
                workers.get(),
                webs.get(),
                proxy.get()));
  }

  /** A client or a user; one of them, and whole. */
  private static Value<Optional<Access>> access(Section section) {
    var client = section.optional("client", Kinds.login("pipeline-lock"));
    var secret = section.optional("client_secret", Kinds.secret("${BOSH_CLIENT_SECRET}"));
    var username = section.optional("username", Kinds.login("admin"));
    var password = section.optional("password", Kinds.secret("${BOSH_PASSWORD}"));
    section.together("client", "client_secret");
    section.together("username", "password");
    boolean asClient = section.has("client") || section.has("client_secret");
    boolean asUser = section.has("username") || section.has("password");
    if (asClient && asUser) {
      section.wrong(
          "has both a client and a user",
          "keep client and client_secret, or username and password");
    } else if (!asClient && !asUser) {
      section.wrong(
          "has no credentials for the Director",
          "write client and client_secret, or username and password");
    }
    return asClient
        ? client.then(id -> secret.map(word -> both(id, word).map(BoshReader::client)))
        : username.then(name -> password.map(word -> both(name, word).map(Access.User::new)));
  }

  private static Optional<Login> both(Optional<String> name, Optional<Secret> word) {
    return name.flatMap(known -> word.map(secret -> new Login(known, secret)));
  }

  private static Access client(Login login) {
    return new Access.Client(login.username(), login.password());
  }

  private static Value<Access.Client> actor(Section section) {
    var client = section.required("client", Kinds.login("pipeline-lock-actor"));
    var secret = section.required("client_secret", Kinds.secret("${BOSH_ACTOR_SECRET}"));
    return section.finish(() -> new Access.Client(client.get(), secret.get()));
  }

  private static void actsAsClient(Section section) {
    boolean asUser = section.has("username") || section.has("password");
    if (section.has("actor") && asUser) {
      section.wrong(
          "actor",
          "is a client although the bot logs in as a user, and a Director with local users has no clients",
          "remove actor, or replace username and password by client and client_secret");
    }
  }

  private static Value<Optional<ClientCertificate>> clientCertificate(Section section) {
    var certificate =
        section.optional("client_certificate", Certificates.certificates("bosh-client"));
    var key = section.optional("client_key", Certificates.privateKey("bosh-client-key"));
    section.together("client_certificate", "client_key");
    return certificate.then(
        text ->
            key.map(
                secret ->
                    text.flatMap(pem -> secret.map(word -> new ClientCertificate(pem, word)))));
  }

  private static void distinct(
      Section section, Value<List<String>> workers, Value<List<String>> webs) {
    if (workers.isSound() && webs.isSound() && !Collections.disjoint(workers.get(), webs.get())) {
      section.wrong(
          "web_groups",
          "repeats a group of worker_groups, so its VMs would be recreated twice",
          "keep it in one of the two");
    }
  }

  /** As the BOSH CLI does: a Director is on port 25555 where the URL names none. */
  private static URI withPort(URI url) {
    return url.getPort() != -1 || url.equals(Urls.UNFETCHED)
        ? url
        : URI.create(
            "%s://%s:%d%s"
                .formatted(url.getScheme(), url.getHost(), DIRECTOR_PORT, url.getRawPath()));
  }
}
