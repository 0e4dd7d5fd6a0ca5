/** Texts of the portal's frame and first page; the other languages have this type. */
export const zhHans = {
  nav: {
    label: '接入平台',
    home: '概览',
    guides: '指南',
    reference: '接口',
    tryIt: '试一试',
    party: '我的接入',
  },
  code: { copy: '复制', copied: '已复制', notCopied: '浏览器不允许复制，请选中后复制' },
  none: '没有这一页',
  noneNext: '地址可能写错了，或者这一页已经搬走。',
  toStart: '回到概览',
  start: {
    title: '用证单位接入',
    lead: '依法需要核验证件或身份的单位，从这里把随证接进自己的闸口、窗口和系统。每次核验都说明用途，只答是与否和理由，双方都能凭证据编号查到这一次。',
    first: '先做三件事',
    tryTitle: '试一次实名核验',
    tryDetail: '在演示环境里生成密钥、取令牌、问一个人，几分钟看到答复，不用申请。',
    tryAct: '去试一试',
    readTitle: '读懂令牌和答复',
    readDetail: '用私钥或证书取令牌；每个答复都有结论、理由和下一步。',
    readAct: '看怎样取令牌',
    applyTitle: '为单位提出申请',
    applyDetail: '由单位的管理员提出，写明法律依据和用途，{days} 个工作日内答复。',
    applyAct: '去申请',
    services: '平台回答五个问题',
    answers: '答复',
    limit: '每分钟 {perMinute} 次，每天 {perDay} 次',
    guide: '怎么用',
    path: '怎样成为用证单位',
    steps: {
      basis: {
        title: '有法律依据',
        words: '法律或者行政法规要求贵单位查验身份。没有依据的用途，平台不开放。',
      },
      application: {
        title: '提出申请',
        words: '单位管理员写明依据、用途、要用的服务和联系人。单位先要在窗口入驻。',
      },
      review: { title: '经办人审核', words: '在 {days} 个工作日内决定。不同意的，会写明理由和怎样补正。' },
      agreement: { title: '签协议', words: '在网页上阅读并确认：只为写明的用途核验，不留存多余的信息。' },
      systems: {
        title: '接系统和设备',
        words: '为系统登记公钥或证书，为闸机和手持终端出示登记码。任何一个都可以随时撤销，一分钟内生效。',
      },
    },
    promises: '这些事平台保证',
    promised: {
      reason: '没有一个“否”不带理由和下一步；每个答复都有追踪编号。',
      yesNo: '实名、实人核验只答是与否，不返回姓名、号码和照片。',
      looks: '持证人看得到谁在什么时候为什么用途核验过，可以举报。',
      offline: '数据库停了，二维码照样核验；没有网络，凭离线包可以用一周。',
    },
  },
  problems: { status: '状态', code: '代码', title: '意思', next: '下一步' },
  service: {
    'credential-check': {
      asks: '这张证件真实、有效，在这里能用吗？',
      gives: '绿、黄、红三色结论、理由，以及用途允许看到的几项信息。',
    },
    'real-name-check': {
      asks: '这个姓名和这个号码是同一个人吗？',
      gives: '一致或不一致。',
    },
    'real-person-check': {
      asks: '面前的人就是号码的主人吗？',
      gives: '是或否；照片比对后即删。',
    },
    'link-check': {
      asks: '这两个证件号码属于同一个人吗？',
      gives: '本人在手机上同意后答是；其余一律在时限到时才答，不泄露原因。',
    },
    'card-status-check': {
      asks: '这张实体证件挂失了吗、过期了吗？',
      gives: '可用或不可用，以及理由。',
    },
  },
};
