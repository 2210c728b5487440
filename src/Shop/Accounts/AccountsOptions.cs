namespace Shop.Accounts;

/// <summary>What a merchant may set about sign-in: configuration section “Accounts”.</summary>
public sealed class AccountsOptions
{
    public SignInLimits Limits { get; set; } = new();
}
