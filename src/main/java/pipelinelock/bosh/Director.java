package pipelinelock.bosh;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import pipelinelock.bosh.api.BoshConfig;
import pipelinelock.bosh.api.DirectorApi;
import pipelinelock.bosh.api.DirectorInfo;
import pipelinelock.bosh.api.DirectorLogin;
import pipelinelock.bosh.api.InfoJson;
import pipelinelock.bosh.api.Rights;
import pipelinelock.bosh.api.UaaAccess;
import pipelinelock.bosh.task.LeftoverSearch;
import pipelinelock.bosh.task.Tasks;
import pipelinelock.bosh.task.UpdateLogs;
import pipelinelock.diagnosis.look.DirectorReader;
import pipelinelock.http.Contact;
import pipelinelock.http.Http;
import pipelinelock.http.JsonApi;
import pipelinelock.http.TlsClients;
import pipelinelock.runbook.platform.Recreator;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.InstanceRow;
import pipelinelock.vm.RecreateOption;
import pipelinelock.vm.TaskOutput;
import pipelinelock.vm.UnfinishedTasks;
import pipelinelock.vm.Upkeep;

/** The BOSH Director of one environment (v270 and newer). */
public final class Director implements DirectorReader, Recreator {
  private static final TypeReference<List<LockJson>> LOCKS = new TypeReference<>() {};
  private static final Pattern CONTEXT_ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
  private static final String OPEN = "queued,processing,cancelling";

  private final DirectorLogin login;
  private final DirectorApi api;
  private final Tasks tasks;
  private final Listing listing;
  private final Recreation recreation;
  private final UpdateLogs logs;
  private final String deployment;

  /**
   * A client for one Director.
   *
   * @param http its proxy or socket factory is the way to the Director and its UAA
   * @throws IllegalArgumentException when a certificate or key of the configuration is unreadable
   */
  public static Director of(BoshConfig config, OkHttpClient http, InstantSource clock) {
    OkHttpClient secured =
        TlsClients.secured(http, config.caCertificates(), config.clientCertificate());
    JsonApi plain = api("The Director", config.director(), secured, config);
    var login =
        new DirectorLogin(
            plain,
            config,
            url ->
                api("UAA", url, secured, config)
                    .addressedBy(
                        "the address of the UAA, %s:%d, which the Director itself states"
                            .formatted(url.host(), url.port())),
            (uaa, client) -> new UaaAccess(uaa, client, clock, config.timeouts().answer()));
    return new Director(login, new DirectorApi(plain, login), config);
  }

  private Director(DirectorLogin login, DirectorApi api, BoshConfig config) {
    this.login = login;
    this.api = api;
    this.tasks = new Tasks(api);
    this.logs = new UpdateLogs(tasks);
    this.deployment = config.deployment();
    this.listing = new Listing(api, tasks, config);
    this.recreation = new Recreation(api, config.deployment());
  }

  private static JsonApi api(String system, HttpUrl url, OkHttpClient http, BoshConfig config) {
    return new JsonApi(system, url, http, Http.json(), config.timeouts().answer());
  }

  /** Who answers at the Director's address; needs no credentials. */
  public DirectorInfo info() {
    InfoJson info = login.check();
    return new DirectorInfo(
        Optional.ofNullable(info.name()).orElse(""),
        Optional.ofNullable(info.uuid()).orElse(""),
        Optional.ofNullable(info.version()).orElse(""));
  }

  /** Whether and how it can be reached, on a new connection; needs no credentials. */
  public Contact contact() {
    return api.contact();
  }

  /** Logs in, and returns what that allows. */
  public Rights rights() {
    return api.rights();
  }

  /** Makes sure that the right Director answers and takes the bot in; asks nothing else of it. */
  public void greet() {
    api.greet();
  }

  @Override
  public List<DirectorTask> openTasks() {
    return tasks.all("listing the open tasks", "state", OPEN).stream()
        .filter(task -> !task.state().isFinal() && !isLook(task))
        .toList();
  }

  /** A task of somebody, perhaps the bot itself, who only looks. */
  private static boolean isLook(DirectorTask task) {
    return task.description().equals("retrieve vm-stats") || task.description().startsWith("ssh: ");
  }

  @Override
  public List<DirectorLock> locks() {
    HttpUrl url = api.at("locks").build();
    return api.list("reading the locks", url, LOCKS).stream().map(LockJson::toLock).toList();
  }

  @Override
  public List<InstanceRow> rows() {
    return listing.rows();
  }

  @Override
  public List<Instance> instances() {
    return listing.instances();
  }

  @Override
  public Upkeep upkeep() {
    return new UpkeepReading(api, deployment).read();
  }

  @Override
  public UnfinishedTasks leftovers() {
    return new LeftoverSearch(tasks, logs, deployment).walk();
  }

  @Override
  public Answer recreate(
      InstanceId instance,
      Set<RecreateOption> options,
      String contextId,
      BooleanSupplier isStillWanted) {
    return recreation.ask(instance, options, checked(contextId), isStillWanted);
  }

  @Override
  public Optional<DirectorTask> find(String contextId) {
    String id = checked(contextId);
    return tasks.all("looking for the task with context id " + id, "context_id", id).stream()
        .filter(task -> task.contextId().equals(id))
        .findFirst();
  }

  private static String checked(String contextId) {
    if (!CONTEXT_ID.matcher(contextId).matches()) {
      throw new IllegalArgumentException(
          "a context id is 1 to 64 of A-Z a-z 0-9 _ . : -, not '%s'".formatted(contextId));
    }
    return contextId;
  }

  @Override
  public DirectorTask task(long id) {
    return tasks.get(id);
  }

  @Override
  public TaskOutput events(long task, long offset) {
    return tasks.events(task, offset);
  }

  @Override
  public boolean cancel(long task) {
    api.greet();
    return tasks.cancel(task);
  }
}
