/** What a browser says it is: product names, the same in every language; null where it does not say. */
export type DeviceName = { readonly browser: string | null; readonly system: string | null };

// The first that fits: browsers built on another one name that too.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\//, '微信 WeChat'],
  [/AlipayClient\//, '支付宝 Alipay'],
  [/HuaweiBrowser\//, 'HUAWEI Browser'],
  [/MiuiBrowser\//, 'Xiaomi Browser'],
  [/(?:Edg|EdgA|EdgiOS)\//, 'Edge'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(?:OPR|Opera)\//, 'Opera'],
  [/(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/Version\/[\d.]+ .*Safari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** The device behind a User-Agent header, as far as it says; versions and models are left out: a list needs no fingerprint. */
export function deviceNameOf(userAgent: string): DeviceName {
  const first = (list: readonly (readonly [RegExp, string])[]) =>
    list.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
  return { browser: first(BROWSERS), system: first(SYSTEMS) };
}
