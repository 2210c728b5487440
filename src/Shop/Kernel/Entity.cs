namespace Shop.Kernel;

/// <summary>Something that happened, in the past tense. Saved with the change that caused it.</summary>
public interface IEvent;

/// <summary>Reacts to an event after it was saved. Must be safe to run twice.</summary>
public interface IWhen<in TEvent> where TEvent : IEvent
{
    Task Handle(TEvent happened, CancellationToken ct);
}

/// <summary>A thing with an identity made in code, a version that notices concurrent changes, and news that are saved with it.</summary>
public abstract class Entity
{
    private readonly List<IEvent> _raised = [];

    public Guid Id { get; protected init; } = NewId.Next();
    public int Version { get; internal set; }

    internal IReadOnlyList<IEvent> Raised => _raised;

    protected void Raise(IEvent happened) => _raised.Add(happened);

    /// <summary>The same news is told once for all that is saved together.</summary>
    protected void RaiseOnce(IEvent happened)
    {
        if (!_raised.Contains(happened)) _raised.Add(happened);
    }

    internal void ForgetRaised() => _raised.Clear();
}
