using Microsoft.AspNetCore.Identity;

namespace Shop.Accounts;

/// <summary>Hashes and checks passwords, at most four at a time, so that a flood of sign-ins slows sign-ins down and not the shop. Checking takes as long for an account that does not exist.</summary>
public sealed class Passwords(IPasswordHasher<User> hasher) : IDisposable
{
    public const int AtOnce = 4;

    /// <summary>PBKDF2 with HMAC-SHA512: what OWASP asks for, and ASVS 5.0 with it.</summary>
    public const int Iterations = 210_000;

    private readonly SemaphoreSlim _gate = new(AtOnce);
    private readonly Lazy<string> _hashOfNobody = new(() => hasher.HashPassword(null!, Kernel.Secret.New()));

    public Task<string> Hash(string password, CancellationToken ct) => InTurn(() => hasher.HashPassword(null!, password), ct);

    public async Task<Verdict> Check(User? user, string password, CancellationToken ct)
    {
        var answer = await InTurn(() => hasher.VerifyHashedPassword(user!, user?.PasswordHash ?? _hashOfNobody.Value, password), ct);
        if (user is null) return Verdict.Wrong;
        return answer switch
        {
            PasswordVerificationResult.Success => Verdict.Right,
            PasswordVerificationResult.SuccessRehashNeeded => Verdict.RightButWeaklyHashed,
            _ => Verdict.Wrong,
        };
    }

    public void Dispose() => _gate.Dispose();

    private async Task<T> InTurn<T>(Func<T> work, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            return await Task.Run(work, ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    public enum Verdict { Wrong, Right, RightButWeaklyHashed }
}
