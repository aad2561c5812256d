package pipelinelock.runbook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pipelinelock.diagnosis.look.DirectorReader;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.runbook.platform.Recreator;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.DirectorTask.State;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.InstanceRow;
import pipelinelock.vm.InstanceRows;
import pipelinelock.vm.RecreateOption;
import pipelinelock.vm.TaskOutput;
import pipelinelock.vm.UnfinishedTasks;
import pipelinelock.vm.Upkeep;

/** A Director that does what it is asked, and can lose its answers. Counts every request. */
final class FakeDirector implements DirectorReader, Recreator {
  /** How the next recreate is answered. */
  enum Mood {
    WELL,
    LOSES_THE_ANSWER,
    NEVER_GETS_IT,
    CANNOT_BE_REACHED,
    REFUSES
  }

  private static final String LINE = "{\"time\":1,\"stage\":\"Updating instance\"}\n";

  private final Map<InstanceId, String> cids = new LinkedHashMap<>();
  private final Map<Long, DirectorTask> tasks = new LinkedHashMap<>();
  private final Map<Long, InstanceId> targets = new LinkedHashMap<>();
  private final Set<InstanceId> dead = new HashSet<>();

  /** Which VMs a task recreates besides its target's. */
  private final Map<Long, List<InstanceId>> others = new LinkedHashMap<>();

  private final Runnable onRecreate;
  final List<InstanceId> requests = new ArrayList<>();
  private Mood mood = Mood.WELL;
  private State endsAs = State.DONE;
  private boolean answers = true;
  private long nextTask = 260183;
  private UnfinishedTasks leftovers = UnfinishedTasks.NONE;
  private Optional<Kind> cancelFails = Optional.empty();
  int cancelsAsked;
  private Runnable meanwhile = () -> {};
  private Runnable login = () -> {};

  private @Nullable InstanceId bareWeb;

  FakeDirector(Map<InstanceId, String> cids, Runnable onRecreate) {
    this.cids.putAll(cids);
    this.onRecreate = onRecreate;
  }

  void is(Mood next) {
    mood = next;
  }

  /** Once: what happens after the bot has decided to send a recreate, and before it is sent. */
  void beforeItGetsTheNextRequest(Runnable what) {
    meanwhile =
        () -> {
          meanwhile = () -> {};
          what.run();
        };
  }

  /** Once: what happens while the bot logs in for its next recreate. */
  void duringTheNextLogin(Runnable what) {
    login =
        () -> {
          login = () -> {};
          what.run();
        };
  }

  void tasksEndAs(State state) {
    endsAs = state;
  }

  void hasLeft(UnfinishedTasks found) {
    leftovers = found;
  }

  void stopsAnswering() {
    answers = false;
  }

  void answersAgain() {
    answers = true;
  }

  /** Somebody else recreated it. */
  void hasOtherVm(InstanceId instance, String cid) {
    cids.put(instance, cid);
  }

  /** Its VM is gone, and it should have one. */
  void hasLostTheVmOf(InstanceId instance) {
    cids.put(instance, "");
  }

  /** Its VM is there, and its agent does not answer. */
  void hasDeadAgentOn(InstanceId instance) {
    dead.add(instance);
  }

  long recreates(InstanceId instance) {
    return targets.values().stream().filter(instance::equals).count();
  }

  private void call() {
    if (!answers) {
      throw new RemoteFailure(RemoteFailure.Kind.UNREACHABLE, "the Director could not be reached");
    }
  }

  @Override
  public Answer recreate(
      InstanceId instance,
      Set<RecreateOption> options,
      String contextId,
      BooleanSupplier isStillWanted) {
    if (mood == Mood.CANNOT_BE_REACHED) {
      return new Answer.NotSent("no route to the Director");
    }
    login.run();
    if (!isStillWanted.getAsBoolean()) {
      return new Answer.NotSent("the login took too long");
    }
    meanwhile.run();
    requests.add(instance);
    return switch (mood) {
      case CANNOT_BE_REACHED -> throw new AssertionError("answered above");
      case REFUSES -> new Answer.Refused("code 70001: no such instance");
      case NEVER_GETS_IT -> new Answer.InDoubt("the connection was reset");
      case LOSES_THE_ANSWER -> {
        begin(instance, options, contextId);
        yield new Answer.InDoubt("no answer within 15 s");
      }
      case WELL -> new Answer.Accepted(begin(instance, options, contextId));
    };
  }

  private long begin(InstanceId instance, Set<RecreateOption> options, String contextId) {
    long id = nextTask++;
    boolean fixesAll =
        options.contains(RecreateOption.FIX) && !options.contains(RecreateOption.NO_CONVERGE);
    others.put(
        id, fixesAll ? dead.stream().filter(it -> !it.equals(instance)).toList() : List.of());
    tasks.put(id, task(id, State.PROCESSING, contextId));
    targets.put(id, instance);
    return id;
  }

  private static DirectorTask task(long id, State state, String contextId) {
    return new DirectorTask(
        id,
        state,
        "create deployment",
        "pipeline-lock",
        Optional.of("concourse"),
        contextId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Optional<DirectorTask> find(String contextId) {
    call();
    return tasks.values().stream().filter(t -> t.contextId().equals(contextId)).findFirst();
  }

  /** The first look at a task sees it run, the second one its end. */
  @Override
  public DirectorTask task(long id) {
    call();
    var now = tasks.get(id);
    if (now == null) {
      throw new RemoteFailure(RemoteFailure.Kind.NOT_FOUND, "no task " + id);
    }
    if (!now.state().isFinal()) {
      tasks.put(id, task(id, endsAs, now.contextId()));
      if (endsAs == State.DONE) {
        cids.put(targets.get(id), "i-new-" + id);
        dead.remove(targets.get(id));
        for (var other : others.getOrDefault(id, List.of())) {
          cids.put(other, "i-too-" + id);
          dead.remove(other);
        }
        onRecreate.run();
      }
    }
    return now;
  }

  @Override
  public TaskOutput events(long task, long offset) {
    call();
    var all = LINE + (isOver(task) ? finished(task) + LINE : "");
    var rest = all.substring((int) offset);
    return new TaskOutput(offset, rest.getBytes(StandardCharsets.UTF_8).length, rest);
  }

  private String finished(long task) {
    return others.getOrDefault(task, List.of()).stream()
        .map(
            it ->
                "{\"time\":1,\"stage\":\"Updating instance\",\"task\":\"%s (0) (canary)\",\"state\":\"finished\"}\n"
                    .formatted(it))
        .collect(Collectors.joining());
  }

  private boolean isOver(long id) {
    var task = tasks.get(id);
    return task != null && task.state().isFinal();
  }

  /** How it answers those who ask it to cancel a task. */
  void cancelsWith(Kind failure) {
    cancelFails = Optional.of(failure);
  }

  @Override
  public boolean cancel(long task) {
    call();
    cancelsAsked++;
    if (cancelFails.isPresent()) {
      throw new RemoteFailure(cancelFails.get(), "the Director answered so while cancelling");
    }
    endsAs = State.CANCELLED;
    return true;
  }

  @Override
  public List<DirectorTask> openTasks() {
    call();
    return tasks.values().stream().filter(t -> !t.state().isFinal()).toList();
  }

  @Override
  public List<DirectorLock> locks() {
    call();
    return List.of();
  }

  @Override
  public Upkeep upkeep() {
    return Upkeep.UNKNOWN;
  }

  @Override
  public UnfinishedTasks leftovers() {
    call();
    return leftovers;
  }

  @Override
  public List<InstanceRow> rows() {
    call();
    return InstanceRows.of(all());
  }

  @Override
  public List<Instance> instances() {
    call();
    return all();
  }

  /** This VM carries the web node and no worker. */
  void carriesNoWorker(InstanceId instance) {
    bareWeb = instance;
  }

  private static Optional<String> vm(String cid) {
    return Optional.of(cid).filter(it -> !it.isEmpty());
  }

  private List<Instance> all() {
    return cids.entrySet().stream()
        .map(
            entry ->
                new Instance(
                    entry.getKey(),
                    0,
                    vm(entry.getValue()),
                    "started",
                    vm(entry.getValue())
                        .map(_ -> dead.contains(entry.getKey()) ? "unresponsive agent" : "running"),
                    false,
                    Optional.of("b1"),
                    List.of("10.0.0.103"),
                    Optional.of("concourse"),
                    Optional.of(true),
                    Optional.of("jammy/1.309"),
                    Optional.empty(),
                    List.of(
                        new Instance.Process(
                            entry.getKey().equals(bareWeb) ? "web" : "worker", "running")),
                    true))
        .toList();
  }
}
