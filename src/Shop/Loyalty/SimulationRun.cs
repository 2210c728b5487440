using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>What is worked out: what a draft would change, or how the club stands on a day to come.</summary>
public enum SimulationKind { Draft, Ahead }

/// <summary>How far it is.</summary>
public enum SimulationState { Waiting, Running, Done, Failed, Cancelled }

/// <summary>A question about all members that takes a while: asked once, worked out in the background, and kept with what it was asked about. Its steps are conditional updates, so that of two who work or call off one is heard.</summary>
public sealed class SimulationRun : Entity
{
    public const int ErrorMaxLength = 500;

    private SimulationRun() { }

    public SimulationKind Kind { get; private init; }

    /// <summary>The draft; or the rules that hold on the day to come.</summary>
    public Guid RuleSetId { get; private init; }

    /// <summary>The version of it that was asked about.</summary>
    public int RuleSetVersion { get; private init; }

    /// <summary>The rules it is compared with.</summary>
    public Guid? AgainstId { get; private init; }

    /// <summary>The moment to come, UTC.</summary>
    public DateTime? AsOf { get; private init; }
    public SimulationState State { get; private set; } = SimulationState.Waiting;
    public int Done { get; private set; }
    public int Total { get; private set; }
    public string RequestedBy { get; private init; } = "";

    /// <summary>Null for one of before this was kept.</summary>
    public Guid? RequestedById { get; private init; }
    public DateTime RequestedAt { get; private init; }
    public DateTime? StartedAt { get; private set; }

    /// <summary>When whoever works on it said so last.</summary>
    public DateTime? SeenAt { get; private set; }
    public Guid? Runner { get; private set; }
    public DateTime? FinishedAt { get; private set; }

    /// <summary>What came of it, as JSON: members by their id alone.</summary>
    public string? Result { get; private set; }
    public string? Error { get; private set; }

    public bool IsOpen => State is SimulationState.Waiting or SimulationState.Running;

    public int Percent => State == SimulationState.Done ? 100 : Total == 0 ? 0 : Math.Min(99, (int)(100L * Done / Total));

    public static SimulationRun OfDraft(RuleSet draft, Guid against, Actor by, DateTime now) =>
        new() { Kind = SimulationKind.Draft, RuleSetId = draft.Id, RuleSetVersion = draft.Version, AgainstId = against, RequestedBy = by.Name, RequestedById = by.Id, RequestedAt = now };

    public static SimulationRun Ahead(Guid rules, DateTime asOf, Actor by, DateTime now) =>
        new() { Kind = SimulationKind.Ahead, RuleSetId = rules, AsOf = asOf, RequestedBy = by.Name, RequestedById = by.Id, RequestedAt = now };
}
