namespace Shop.Data;

/// <summary>Looks at what one flow of work is about to save, and may add rows to the same transaction. Nobody watches unless it was begun.</summary>
public abstract class SaveWatch
{
    private static readonly AsyncLocal<SaveWatch?> Ambient = new();

    internal static SaveWatch? Current => Ambient.Value;

    /// <summary>Watches what is saved from here on, in whatever scope, until the answer is disposed of.</summary>
    public IDisposable Begin()
    {
        var before = Ambient.Value;
        Ambient.Value = this;
        return new End(before);
    }

    protected internal abstract void Saving(ShopDb db);

    private sealed class End(SaveWatch? before) : IDisposable
    {
        public void Dispose() => Ambient.Value = before;
    }
}
