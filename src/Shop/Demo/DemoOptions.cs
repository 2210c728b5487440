namespace Shop.Demo;

/// <summary>The demo shop: configuration section “Demo”.</summary>
public sealed class DemoOptions
{
    /// <summary>Whether an empty database is filled with the demo shop at the start. Only asked in Development.</summary>
    public bool Enabled { get; set; } = true;
}
