package pipelinelock.wiring;

import java.util.Optional;
import pipelinelock.bosh.api.BoshConfig;
import pipelinelock.concourse.ConcourseConfig;
import pipelinelock.http.ClientCertificate;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Access;
import pipelinelock.settings.EnvironmentSettings.Bosh;

/** What the clients of Concourse and of the Director need to know, from the settings. */
final class RemoteConfigs {
  private RemoteConfigs() {}

  static ConcourseConfig concourse(EnvironmentSettings one) {
    var concourse = one.concourse();
    return new ConcourseConfig(
            concourse.url(),
            concourse.login().username(),
            concourse.login().password().reveal(),
            one.environment().pipeline())
        .triggeredBy(concourse.triggerResource());
  }

  /** Of the one who reads or of the one who acts. */
  static BoshConfig director(Bosh bosh, Access access) {
    BoshConfig.Credentials credentials =
        switch (access) {
          case Access.Client(var id, var secret) -> new BoshConfig.UaaClient(id, secret.reveal());
          case Access.User(var login) ->
              new BoshConfig.BasicUser(login.username(), login.password().reveal());
        };
    Optional<ClientCertificate> certificate =
        bosh.clientCertificate()
            .map(pem -> new ClientCertificate(pem.certificate(), pem.key().reveal()));
    return new BoshConfig(
        bosh.url(),
        bosh.directorUuid(),
        bosh.ca(),
        credentials,
        certificate,
        bosh.deployment(),
        BoshConfig.Timeouts.USUAL);
  }
}
