package pipelinelock.world.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step of a build: what it is to do, and how far it came. */
final class SimStep {
  enum Kind {
    GET,
    TASK,
    CLAIM,
    RELEASE,
    PUT
  }

  /** How far a step that hangs comes. */
  enum Hang {
    NO,
    /** Its image is fetched by a container of its own, for ever: the step has no worker yet. */
    IMAGE,
    /** Has a worker, and its process never starts. */
    CONTAINER,
    /** The process is there and prints nothing. */
    STARTED,
    /** A claim that printed dots for a while and is frozen since. */
    WAITING
  }

  static final long NOT_YET = 0;

  final Kind kind;
  final String name;
  final String planId;
  final boolean onWeb;

  /** Its failure is hidden by {@code try}. */
  final boolean swallowed;

  /** Seconds that it takes; a claim takes what it takes. */
  long takes;

  /** Seconds between two lines; 0 = it prints nothing. */
  long printsEvery;

  /** What comes out of it: 0 for good. */
  int exit;

  Hang hang = Hang.NO;

  long begunAt = NOT_YET;
  long startedAt = NOT_YET;
  long endedAt = NOT_YET;

  /** From then on nothing comes through: it is frozen, its worker is gone, or web was restarted. */
  long mutedAt = Long.MAX_VALUE;

  /** Truly frozen: it will never do anything again by itself. */
  boolean frozen;

  @Nullable SimWorker worker;
  String workerName = "";
  String container = "";
  boolean containerThere;

  /** Nothing runs in its container any more, which is kept all the same. */
  boolean processOver;

  @Nullable String error;
  @Nullable String pushed;

  /** What it did before a new web node ran it again: its process was lost. */
  final List<Past> before = new ArrayList<>();

  /**
   * A life of the step that is over.
   *
   * @param until from then on nothing of it came through
   */
  record Past(long begunAt, long startedAt, long until, String workerName) {}

  SimStep(Kind kind, String name, String planId, boolean onWeb, boolean swallowed) {
    this.kind = kind;
    this.name = name;
    this.planId = planId;
    this.onWeb = onWeb;
    this.swallowed = swallowed;
  }

  /** It begins again, in another container. */
  void loseLife(long now) {
    before.add(new Past(begunAt, startedAt, Math.min(mutedAt, now), workerName));
  }

  /** When it first began; {@link #NOT_YET} before. */
  long firstBegunAt() {
    return before.isEmpty() ? begunAt : before.getFirst().begunAt();
  }

  boolean isOpen() {
    return begunAt != NOT_YET && endedAt == NOT_YET;
  }

  boolean isPoolStep() {
    return kind == Kind.CLAIM || kind == Kind.RELEASE;
  }
}
