using System.ComponentModel.DataAnnotations;

namespace Shop.Web.Doors;

/// <summary>How often one address (of IPv6 a /64 network) may ask, per minute: configuration section “Limits”. Zero lifts a limit.</summary>
public sealed class LimitOptions
{
    /// <summary>Pages that are made for the one who asks. Files, pictures and pages kept for everybody are not counted, so an office behind one address has room.</summary>
    [Range(0, int.MaxValue)] public int RequestsPerMinute { get; set; } = 3000;

    /// <summary>For each action that takes a guess: sign-in, reset, tracking, coupon, gift card.</summary>
    [Range(0, int.MaxValue)] public int SensitivePerMinute { get; set; } = 10;
}
