namespace Shop.Accounts;

/// <summary>What a merchant may set about sign-in: configuration section “Accounts”.</summary>
public sealed class AccountsOptions
{
    public SignInLimits Limits { get; set; } = new();

    /// <summary>Whether those who work here need a second step or a passkey for the back office. Null: yes, but on a developer's machine.</summary>
    public bool? StaffNeedSecondFactor { get; set; }
}
